<?php

/**
 * Finds orders of this shop that Telaris has not spoken of yet, and makes those that are missing.
 *
 *     wp eval-file orders.php '{"processing": 8, "on-hold": 1}'
 *
 * Prints, for each status, [{"id": 1042, "number": "1042", "total": "499.00", "currency": "NOK"}, …].
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

(static function (array $args): void {
    global $wpdb;
    $wanted = json_decode((string) ($args[0] ?? ''), true);
    if (! is_array($wanted)) {
        WP_CLI::error('Say how many orders of which status: {"processing": 8}');
    }

    // What the plugin knows: linked orders, and orders that the history speaks of.
    $known = array_map('intval', [
        ...$wpdb->get_col("SELECT order_id FROM {$wpdb->prefix}telaris_orders"),
        ...$wpdb->get_col("SELECT order_id FROM {$wpdb->prefix}telaris_notifications WHERE order_id IS NOT NULL"),
    ]);

    $found = [];
    foreach ($wanted as $status => $count) {
        $candidates = wc_get_orders(['status' => [$status], 'type' => 'shop_order', 'limit' => -1, 'orderby' => 'id', 'order' => 'DESC']);
        $orders = array_filter($candidates, static fn ($order): bool => ! in_array($order->get_id(), $known, true));
        $orders = array_slice($orders, 0, $count);
        while (count($orders) < $count) {
            $order = wc_create_order(['status' => $status]);
            $order->set_currency('NOK');
            $order->set_total('499.00');
            $order->set_billing_first_name('Kari');
            $order->set_billing_last_name('Nordmann');
            $order->set_billing_email('kari.nordmann@example.com');
            $order->save();
            $orders[] = $order;
        }
        $found[$status] = array_map(
            static fn ($order): array => [
                'id' => $order->get_id(),
                'number' => (string) $order->get_order_number(),
                'total' => number_format((float) $order->get_total(), 2, '.', ''),
                'currency' => $order->get_currency(),
            ],
            $orders
        );
    }
    WP_CLI::line((string) wp_json_encode($found));
})($args);
