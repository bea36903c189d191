<?php

/**
 * Deletes a user who has an API key, and counts what is left of the key.
 */

declare(strict_types=1);

global $wpdb;
require_once ABSPATH . 'wp-admin/includes/user.php';
$user = wp_create_user('contract' . wp_rand(), 'contract', 'contract' . wp_rand() . '@example.com');
$wpdb->insert($wpdb->prefix . 'woocommerce_api_keys', [
    'user_id' => $user,
    'permissions' => 'read',
    'consumer_key' => wc_api_hash('ck_' . $user),
    'consumer_secret' => 'cs_' . $user,
    'truncated_key' => 'contrac',
]);
$left = static fn () => (int) $wpdb->get_var($wpdb->prepare('SELECT COUNT(*) FROM %i WHERE user_id = %d', $wpdb->prefix . 'woocommerce_api_keys', $user));
$seen = ['before' => $left()];
wp_delete_user($user);
echo "\n" . wp_json_encode($seen + ['after' => $left()]);
