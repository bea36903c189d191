<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\Screen;

defined('ABSPATH') || exit;

/** After the first activation: one notice that leads to the checklist, until somebody went there or dismissed it. */
final class FirstRunNotice
{
    public const OPTION = 'telaris_for_woocommerce_first_run';
    public const ACTION = 'telaris_dismiss_first_run';

    private const CAPABILITY = 'manage_woocommerce';

    /** Where it is shown: where one is after an activation, and where one comes next. */
    private const SCREENS = ['plugins', 'dashboard'];

    /** Before the tables are made, which a site keeps that had the plugin before. */
    public static function prepare(): void
    {
        if (get_option(Schema::OPTION) === false) {
            update_option(self::OPTION, '1', true);
        }
    }

    public static function end(): void
    {
        if (get_option(self::OPTION) !== false) {
            delete_option(self::OPTION);
        }
    }

    public function show(): void
    {
        if (! in_array(get_current_screen()->id ?? '', self::SCREENS, true) || get_option(self::OPTION) === false || ! current_user_can(self::CAPABILITY)) {
            return;
        }
        printf(
            '<div class="notice notice-info"><p>%s</p><p><a class="button button-primary" href="%s">%s</a> <a class="button" href="%s">%s</a></p></div>',
            esc_html__('Telaris for WooCommerce is active. Once Telaris knows this shop, orders that are invoiced there become Completed here. A checklist says what is still to be done.', 'telaris-for-woocommerce'),
            esc_url(Screen::url(['tab' => 'connection'])),
            esc_html__('Connect Telaris', 'telaris-for-woocommerce'),
            esc_url(wp_nonce_url(admin_url('admin-post.php?action=' . self::ACTION), self::ACTION)),
            esc_html__('Hide this notice', 'telaris-for-woocommerce')
        );
    }

    public function dismiss(): void
    {
        check_admin_referer(self::ACTION);
        if (current_user_can(self::CAPABILITY)) {
            self::end();
        }
        wp_safe_redirect(wp_get_referer() ?: admin_url('plugins.php'));
        exit;
    }
}
