<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Admin;

defined('ABSPATH') || exit;

/**
 * The menu WooCommerce with the one entry Orders, under the slugs that plugins hang their own pages on.
 */
final class Menu
{
    public static function register(): void
    {
        add_action('admin_menu', [self::class, 'add'], 9);
    }

    public static function add(): void
    {
        global $admin_page_hooks;
        add_menu_page('WooCommerce (stand-in)', 'WooCommerce (stand-in)', 'edit_shop_orders', 'woocommerce', '', 'dashicons-cart', '55.5');
        // The ids of other plugins' screens begin with this, whatever the menu is called.
        $admin_page_hooks['woocommerce'] = 'woocommerce';
        $screen = [OrdersScreen::class, 'show'];
        add_submenu_page('woocommerce', 'Orders (stand-in)', 'Orders', 'edit_shop_orders', 'wc-orders', $screen);
        // WordPress repeats the parent as the first entry; it has no page of its own here.
        remove_submenu_page('woocommerce', 'woocommerce');
    }
}
