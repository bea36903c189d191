<?php

/**
 * Looks at what is around orders: startup, capabilities, the logger, the menu.
 */

declare(strict_types=1);

$seen = [
    'started' => $GLOBALS['contract_started'],
    'declared' => [
        'in time' => $GLOBALS['contract_declared'],
        'too late' => @Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility('custom_order_tables', 'else/else.php'),
    ],
    'version' => [WC()->version, WC_VERSION],
    'statuses' => wc_get_order_statuses(),
    'names' => [wc_get_order_status_name('wc-on-hold'), wc_get_order_status_name('completed'), wc_get_order_status_name('trash'), wc_get_order_status_name('nonsense')],
    'paid' => wc_get_is_paid_statuses(),
    'hash' => wc_api_hash('ck_1234'),
    'plugin' => in_array('woocommerce/woocommerce.php', (array) get_option('active_plugins'), true),
];
foreach (['administrator', 'shop_manager', 'editor', 'subscriber'] as $role) {
    $user = new WP_User();
    $user->add_role($role);
    $seen['may'][$role] = [$user->has_cap('edit_shop_orders'), $user->has_cap('manage_woocommerce')];
    $seen['may'][$role][] = get_role($role)->has_cap('edit_others_shop_orders');
}

$logged = [];
add_filter('woocommerce_logger_log_message', static function ($message, $level, $context) use (&$logged) {
    // The filter runs once for each of the logger's handlers.
    $logged[$message] = [$level, $message, $context['source'] ?? null];
    if ('throw' === $message) {
        throw new RuntimeException('the logger threw');
    }
    return null;
}, 10, 3);
$logger = wc_get_logger();
$logger->warning('Careful.', ['source' => 'contract']);
$logger->log('error', 'Broken.', ['source' => 'contract']);
try {
    $logger->error('throw');
} catch (Throwable $e) {
    $seen['logger_threw'] = $e->getMessage();
}
$seen['logged'] = array_values($logged);
$seen['logger'] = $logger instanceof WC_Logger_Interface;

echo "\n" . wp_json_encode($seen);
