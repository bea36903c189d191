<?php

/**
 * Plugin Name: Local shop
 * Description: Keeps a shop on a developer's machine to itself: no mail, no calls, no avatars from outside.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// Mail is kept beside the debug log in place of being sent. The probe, where it
// is there, answers earlier and keeps its own books.
add_filter('pre_wp_mail', static function ($sent, array $mail) {
    if ($sent !== null) {
        return $sent;
    }
    $line = wp_json_encode([
        'at' => gmdate('c'),
        'to' => $mail['to'],
        'subject' => $mail['subject'],
        'message' => $mail['message'],
    ]);
    file_put_contents(dirname((string) WP_DEBUG_LOG) . '/mail.log', $line . "\n", FILE_APPEND | LOCK_EX);
    return true;
}, 100, 2);

add_filter('pre_option_show_avatars', '__return_zero');
add_filter('woocommerce_allow_tracking', '__return_false');
add_filter('woocommerce_allow_marketplace_suggestions', '__return_false');
add_filter('woocommerce_show_admin_notice', '__return_false');
add_filter('woocommerce_enable_setup_wizard', '__return_false');
add_filter('woocommerce_admin_disabled', '__return_false');

// What WordPress would ask WordPress.org for at times of its own choosing.
foreach (['wp_version_check', 'wp_update_plugins', 'wp_update_themes'] as $check) {
    remove_all_actions($check);
}
foreach (['_maybe_update_core', '_maybe_update_plugins', '_maybe_update_themes'] as $check) {
    add_action('admin_init', static fn () => remove_action('admin_init', $check), 1);
}

// WooCommerce asks for "all" refunds of an order by MySQL's largest number, which
// SQLite cannot count to.
if (defined('DB_ENGINE') && DB_ENGINE === 'sqlite') {
    add_filter('query', static fn ($sql) => str_replace('18446744073709551615', (string) PHP_INT_MAX, (string) $sql));
}
