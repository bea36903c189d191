<?php

/**
 * Makes a processing order of 499 NOK, and says when a key of the kind asked for was last used.
 */

declare(strict_types=1);

global $wpdb;
/** @var string[] $args */
$order = wc_create_order(['status' => 'processing']);
$order->set_total('499');
$order->set_currency('NOK');
$order->save();
echo "\n" . wp_json_encode([
    'id' => $order->get_id(),
    'last_access' => $wpdb->get_var($wpdb->prepare('SELECT last_access FROM %i WHERE permissions = %s', $wpdb->prefix . 'woocommerce_api_keys', $args[0] ?? 'read')),
]);
