<?php

/**
 * Plugin Name:          Telaris for WooCommerce
 * Plugin URI:           https://telaris.no/
 * Description:          When an order is invoiced in Telaris, its WooCommerce order becomes Completed, by itself.
 * Version:              {{version}}
 * Requires at least:    6.9
 * Requires PHP:         8.1
 * Requires Plugins:     woocommerce
 * Author:               Telaris for WooCommerce contributors
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:          telaris-for-woocommerce
 * Domain Path:          /languages
 * WC requires at least: 9.9
 * WC tested up to:      11.0
 */

declare(strict_types=1);

namespace TelarisForWooCommerce;

use TelarisForWooCommerce\Support\Autoloader;

defined('ABSPATH') || exit;

// This file alone has to be understood by an older PHP, so that the site goes on and says what is missing.
if (PHP_VERSION_ID < 80100 || version_compare(get_bloginfo('version'), '6.9', '<')) {
    add_action('admin_notices', static function () {
        $needs = sprintf(
            /* translators: 1: version of WordPress, 2: version of PHP. */
            __('Telaris for WooCommerce needs WordPress %1$s and PHP %2$s or newer. Until then no order is completed by itself. Nothing else on this site is touched.', 'telaris-for-woocommerce'),
            '6.9',
            '8.1'
        );
        printf('<div class="notice notice-error"><p>%s</p></div>', esc_html($needs));
    });
    return;
}

require_once __DIR__ . '/php/Support/Autoloader.php';

Autoloader::register(__DIR__ . '/php');

(new Plugin(__FILE__, '{{version}}'))->boot();
