<?php

/**
 * Plugin Name: Telaris query counter
 * Description: Says in a header of each REST answer how many database queries it took.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

add_filter('rest_pre_serve_request', static function ($served) {
    header('X-Queries: ' . $GLOBALS['wpdb']->num_queries);
    return $served;
});

// WooCommerce schedules work for an order that is saved, unless that waits already. While it is counted nobody is to work
// it off: each page of wp-admin starts Action Scheduler's runner, which goes on for as long as a suite before left work.
add_filter('action_scheduler_allow_async_request_runner', '__return_false', PHP_INT_MAX);
