<?php

/**
 * Prints the statuses of orders: wp eval-file statuses.php 1042 1043 → {"1042": "completed", "1043": null}
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

(static function (array $args): void {
    $statuses = [];
    foreach (array_map('intval', $args) as $id) {
        $order = wc_get_order($id);
        $statuses[$id] = $order ? $order->get_status() : null;
    }
    WP_CLI::line((string) wp_json_encode((object) $statuses));
})($args);
