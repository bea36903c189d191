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
