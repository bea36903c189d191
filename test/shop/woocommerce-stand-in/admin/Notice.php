<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Admin;

defined('ABSPATH') || exit;

/**
 * Says on every page of wp-admin that this is not WooCommerce.
 */
final class Notice
{
    public static function register(): void
    {
        add_action('admin_notices', [self::class, 'show']);
        add_filter('admin_footer_text', static fn() => esc_html(self::text()), 99);
    }

    public static function show(): void
    {
        wp_admin_notice(esc_html(self::text()), ['type' => 'warning', 'id' => 'woocommerce-stand-in']);
    }

    private static function text(): string
    {
        return 'This test shop runs a stand-in for WooCommerce, not WooCommerce itself (' . WC()->version . ').';
    }
}
