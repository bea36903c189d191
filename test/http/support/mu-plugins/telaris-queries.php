<?php

/**
 * Plugin Name: Telaris query counter
 * Description: Says in headers of each REST answer how many database queries it took, and how many of them the plugin asked for.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// WordPress keeps each query with the functions that led to it.
defined('SAVEQUERIES') || define('SAVEQUERIES', true);

add_filter('rest_pre_serve_request', static function ($served) {
    global $wpdb;
    // Who asks WooCommerce for its features first makes it read whether it is being installed: it does so without us too.
    $own = array_filter($wpdb->queries, static fn (array $query): bool => str_contains($query[2], 'TelarisForWooCommerce\\')
        && ! str_contains($query[0], '_transient_wc_installing'));
    header("X-Queries: $wpdb->num_queries");
    header('X-Own-Queries: ' . count($own));
    // Which, where there are too many.
    header('X-Own-Statements: ' . rawurlencode(implode('; ', array_map(static fn (array $query): string => substr($query[0], 0, 160), $own))));
    return $served;
});

// WooCommerce schedules work for an order that is saved, unless that waits already. While it is counted nobody is to work
// it off: each page of wp-admin starts Action Scheduler's runner, which goes on for as long as a suite before left work.
add_filter('action_scheduler_allow_async_request_runner', '__return_false', PHP_INT_MAX);
