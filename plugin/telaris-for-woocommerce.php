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

require_once __DIR__ . '/php/Support/Autoloader.php';

Autoloader::register(__DIR__ . '/php');

(new Plugin(__FILE__, '{{version}}'))->boot();
