<?php

/**
 * Refunds, without line items, restocking or payment.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * Refunds an amount of an order; the whole of what is left makes the order Refunded.
 *
 * @param array{order_id?: int, amount?: string|float, reason?: string} $args
 *
 * @return WC_Order_Refund|WP_Error
 */
function wc_create_refund($args = [])
{
    $order  = wc_get_order($args['order_id'] ?? 0);
    $amount = (float) ($args['amount'] ?? 0);
    if (! $order instanceof WC_Order) {
        return new WP_Error('error', __('Invalid order ID.', 'woocommerce'));
    }
    $left = (float) $order->get_remaining_refund_amount();
    if ($amount < 0 || $amount > $left) {
        return new WP_Error('error', __('Invalid refund amount.', 'woocommerce'));
    }
    $refund = new WC_Order_Refund();
    $refund->set_currency($order->get_currency());
    $refund->set_parent_id($order->get_id());
    $refund->set_amount($amount);
    $refund->set_reason($args['reason'] ?? '');
    $refund->set_total(-$amount);
    do_action('woocommerce_create_refund', $refund, $args);
    $refund->save();
    $whole = $amount >= $left;
    do_action($whole ? 'woocommerce_order_fully_refunded' : 'woocommerce_order_partially_refunded', $order->get_id(), $refund->get_id());
    if ($whole) {
        $order->update_status(apply_filters('woocommerce_order_fully_refunded_status', 'refunded', $order->get_id(), $refund->get_id()));
    }
    do_action('woocommerce_refund_created', $refund->get_id(), $args);
    do_action('woocommerce_order_refunded', $order->get_id(), $refund->get_id());
    return $refund;
}
