<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Install;

defined('ABSPATH') || exit;

/**
 * Makes tables, capabilities and options, once for each version.
 */
final class Installer
{
    public static function install_if_needed(): void
    {
        if (get_option('woocommerce_version') !== WC_VERSION) {
            self::install();
        }
    }

    public static function install(): void
    {
        Tables::create();
        self::add_capabilities();
        update_option('woocommerce_custom_orders_table_enabled', 'yes');
        update_option('woocommerce_custom_orders_table_data_sync_enabled', 'no');
        update_option('woocommerce_version', WC_VERSION);
    }

    /**
     * Gives administrators and shop managers what WooCommerce gives them for orders.
     */
    private static function add_capabilities(): void
    {
        add_role('shop_manager', 'Shop manager', get_role('editor')->capabilities);
        $capabilities = ['manage_woocommerce', 'view_woocommerce_reports', 'edit_shop_order', 'read_shop_order', 'delete_shop_order'];
        foreach (['edit', 'delete'] as $what) {
            foreach (['', 'others_', 'private_', 'published_'] as $which) {
                $capabilities[] = $what . '_' . $which . 'shop_orders';
            }
        }
        $capabilities = array_merge($capabilities, ['publish_shop_orders', 'read_private_shop_orders']);
        foreach (['administrator', 'shop_manager'] as $role) {
            array_map([get_role($role), 'add_cap'], $capabilities);
        }
    }
}
