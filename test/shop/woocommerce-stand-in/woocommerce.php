<?php

/**
 * Plugin Name: WooCommerce stand-in (for tests only, not WooCommerce)
 * Description: Stands in for WooCommerce in test shops where none can be had. It cannot sell anything.
 * Version: 10.5.2-stand-in
 * Author: Telaris for WooCommerce
 * License: GPL-2.0-or-later
 * Requires PHP: 8.1
 * Update URI: false
 *
 * What it is and what it is not: README.md beside this file. The folder is installed under the name "woocommerce",
 * because plugins that declare `Requires Plugins: woocommerce` look for exactly that.
 */

declare(strict_types=1);

use WooCommerceStandIn\Admin\Menu;
use WooCommerceStandIn\Admin\Notice;
use WooCommerceStandIn\Install\Installer;
use WooCommerceStandIn\Orders\Notes;
use WooCommerceStandIn\Queue\Queue;
use WooCommerceStandIn\Queue\QueueCommand;
use WooCommerceStandIn\Rest\OrderRoute;

defined('ABSPATH') || exit;

// The WooCommerce whose behaviour is imitated; the contract tests run against the same one.
define('WC_VERSION', '10.5.2-stand-in');
define('WC_PLUGIN_FILE', __FILE__);
define('WC_ABSPATH', __DIR__ . '/');

foreach (
    [
        'api/WooCommerce', 'api/Container', 'api/OrderUtil', 'api/FeaturesUtil', 'api/functions', 'api/money',
        'orders/WC_DateTime', 'orders/WC_Meta_Data', 'orders/WC_Data', 'orders/WC_Abstract_Order', 'orders/WC_Order',
        'orders/WC_Order_Refund', 'orders/OrderCache', 'orders/Columns', 'orders/OrderStore', 'orders/OrderQuery',
        'orders/Notes', 'orders/functions', 'orders/refunds',
        'log/WC_Log_Levels', 'log/WC_Logger_Interface', 'log/WC_Logger',
        'queue/Queue', 'queue/QueueCommand', 'queue/functions',
        'rest/WC_REST_Authentication', 'rest/OrderRoute',
        'admin/Notice', 'admin/Menu', 'admin/OrdersScreen',
        'install/Tables', 'install/Installer',
    ] as $stand_in_file
) {
    require_once __DIR__ . '/' . $stand_in_file . '.php';
}

register_activation_hook(__FILE__, [Installer::class, 'install']);
add_action('plugins_loaded', [Installer::class, 'install_if_needed'], -1);
add_action('plugins_loaded', static fn() => do_action('woocommerce_loaded'), -1);
add_action('init', [WC(), 'init'], 0);

Notes::register();
Queue::register();
new WC_REST_Authentication();
OrderRoute::register();
Menu::register();
Notice::register();

if (defined('WP_CLI') && WP_CLI) {
    WP_CLI::add_command('action-scheduler', QueueCommand::class);
}
