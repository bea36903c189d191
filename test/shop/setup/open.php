<?php

/**
 * Makes a shop out of the template its own: activates the plugin, makes API keys
 * and a signing secret.
 *
 *     wp eval-file --use-include open.php '{"hpos": true, "sync": false, "permalinks": true, "locale": "", "address": "", "readWrite": {…}, "readOnly": {…}}'
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

/** @var array{0: string} $args */
$asked = json_decode($args[0], true, 512, JSON_THROW_ON_ERROR);

update_option('woocommerce_custom_orders_table_enabled', $asked['hpos'] ? 'yes' : 'no');
update_option('woocommerce_custom_orders_table_data_sync_enabled', $asked['sync'] ? 'yes' : 'no');
if ($asked['locale'] !== '') {
    // The constant of wp-config.php holds where there is no option; an option needs WordPress's own language pack.
    delete_option('WPLANG');
}

global $wp_rewrite;
$wp_rewrite->set_permalink_structure($asked['permalinks'] ? '/%postname%/' : '');
$wp_rewrite->flush_rules(false);

if (is_file(WP_PLUGIN_DIR . '/telaris-for-woocommerce/telaris-for-woocommerce.php')) {
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    $failure = activate_plugin('telaris-for-woocommerce/telaris-for-woocommerce.php');
    if (is_wp_error($failure)) {
        WP_CLI::error($failure);
    }
}

if ($asked['address'] !== '') {
    global $wpdb;
    foreach (['home', 'siteurl'] as $name) {
        // Not by update_option(), which finds there already what wp-config.php says.
        $wpdb->update($wpdb->options, ['option_value' => $asked['address']], ['option_name' => $name]);
    }
}

// The user whose keys Telaris is given: it may do what a shop manager may.
$user = username_exists('telaris') ?: wp_insert_user([
    'user_login' => 'telaris',
    'user_email' => 'telaris@nordlys.example',
    'display_name' => 'Telaris',
    'user_pass' => wp_generate_password(32),
    'role' => 'shop_manager',
]);
if (is_wp_error($user)) {
    WP_CLI::error($user);
}

// As WooCommerce's own settings page stores a key.
global $wpdb;
foreach (['readWrite' => 'read_write', 'readOnly' => 'read'] as $name => $permissions) {
    $wpdb->insert($wpdb->prefix . 'woocommerce_api_keys', [
        'user_id' => $user,
        'description' => $name === 'readWrite' ? 'Telaris' : 'Telaris (read only)',
        'permissions' => $permissions,
        'consumer_key' => wc_api_hash($asked[$name]['key']),
        'consumer_secret' => $asked[$name]['secret'],
        'truncated_key' => substr($asked[$name]['key'], -7),
    ]);
    if ($wpdb->last_error !== '') {
        WP_CLI::error($wpdb->last_error);
    }
}
