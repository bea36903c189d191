<?php

/**
 * Removes what the plugin keeps of its own, on every site of a network. Orders, their notes and their Telaris numbers stay.
 */

declare(strict_types=1);

defined('WP_UNINSTALL_PLUGIN') || exit;

(static function (): void {
    global $wpdb;
    /** @var wpdb $wpdb */
    $sites = is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [get_current_blog_id()];
    foreach ($sites as $site) {
        if (is_multisite()) {
            switch_to_blog((int) $site);
        }
        foreach (['orders', 'notifications', 'attempts', 'outbox', 'counters'] as $table) {
            // phpcs:ignore WordPress.DB -- %i is WordPress 6.2's; the sniffs are older.
            $wpdb->query((string) $wpdb->prepare('DROP TABLE IF EXISTS %i', $wpdb->prefix . 'telaris_' . $table));
        }
        foreach (['schema', 'secrets', 'settings', 'address', 'offered_key'] as $option) {
            delete_option('telaris_for_woocommerce_' . $option);
        }
        if (function_exists('as_unschedule_all_actions')) {
            as_unschedule_all_actions('', [], 'telaris-for-woocommerce');
        }
        if (is_multisite()) {
            restore_current_blog();
        }
    }
})();
