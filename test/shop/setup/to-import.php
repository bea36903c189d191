<?php

/**
 * Names the orders that the demo's Telaris imports without invoicing them: what is
 * long completed, and the oldest that wait. The rest stays without a link.
 *
 *     wp eval-file --use-include to-import.php
 *
 * Prints [{"id": 1042, "number": "1042"}, …].
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

$known = array_map('intval', $GLOBALS['wpdb']->get_col("SELECT order_id FROM {$GLOBALS['wpdb']->prefix}telaris_orders"));
$found = [];
foreach (['completed' => -1, 'processing' => 4, 'on-hold' => 1] as $status => $limit) {
    $found = [...$found, ...wc_get_orders([
        'type' => 'shop_order', 'status' => [$status], 'limit' => $limit, 'orderby' => 'id', 'order' => 'ASC',
    ])];
}
$unknown = array_filter($found, static fn ($order): bool => !in_array($order->get_id(), $known, true));
echo wp_json_encode(array_map(
    static fn ($order): array => ['id' => $order->get_id(), 'number' => (string) $order->get_order_number()],
    array_values($unknown)
));
