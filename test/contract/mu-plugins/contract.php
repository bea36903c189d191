<?php

/**
 * Plugin Name: Contract tests
 * Description: Lets the contract tests look at WooCommerce from inside: startup, API keys, the queue.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// In which order WooCommerce starts.
$GLOBALS['contract_started'] = [];
foreach (['woocommerce_loaded', 'plugins_loaded', 'before_woocommerce_init', 'woocommerce_init', 'action_scheduler_init'] as $hook) {
    add_action($hook, static function () use ($hook) {
        $GLOBALS['contract_started'][] = $hook;
        if ('before_woocommerce_init' === $hook) {
            $GLOBALS['contract_declared'] = Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility('custom_order_tables', 'woocommerce/woocommerce.php');
        }
    });
}

// Who a caller is, for a namespace that WooCommerce's keys open and one that they do not.
add_filter('woocommerce_disable_rest_api_access_log', static function ($disabled, $key_id, $user_id) {
    $GLOBALS['contract_key'] = ['key' => (int) $key_id, 'user' => (int) $user_id];
    return $disabled;
}, 10, 3);
add_filter('woocommerce_rest_is_request_to_rest_api', static function ($is) {
    return $is || isset($_SERVER['HTTP_X_CONTRACT_OPEN']);
});
add_action('rest_api_init', static function () {
    foreach (['wc-contract/v1', 'contract/v1'] as $namespace) {
        register_rest_route($namespace, '/who', [
            'methods' => ['GET', 'POST'],
            'permission_callback' => static fn () => is_user_logged_in(),
            'callback' => static fn () => [
                'user' => get_current_user_id(),
                'login' => wp_get_current_user()->user_login,
                'may' => current_user_can('edit_shop_orders'),
                'seen' => $GLOBALS['contract_key'] ?? null,
            ],
        ]);
    }
});

// What the queue ran.
add_action('contract_work', static function (...$args) {
    update_option('contract_ran', array_merge((array) get_option('contract_ran', []), [$args]), false);
    if ('throw' === ($args[0] ?? null)) {
        throw new RuntimeException('thrown by the contract test');
    }
}, 10, 3);

// A page of another plugin, under WooCommerce's menu.
add_action('admin_menu', static function () {
    add_submenu_page('woocommerce', 'Contract', 'Contract', 'manage_woocommerce', 'contract', static function () {
        echo '<code id="contract-screen">', esc_html(get_current_screen()->id), '</code>';
    });
});
