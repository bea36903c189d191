<?php

/**
 * WooCommerce's functions about orders.
 */

declare(strict_types=1);

use Automattic\WooCommerce\Caches\OrderCache;
use Automattic\WooCommerce\Utilities\OrderUtil;
use WooCommerceStandIn\Orders\Notes;
use WooCommerceStandIn\Orders\OrderQuery;
use WooCommerceStandIn\Orders\OrderStore;

defined('ABSPATH') || exit;

function wc_get_order($the_order = false)
{
    $id = is_object($the_order) ? ($the_order instanceof WC_Abstract_Order ? $the_order->get_id() : ($the_order->ID ?? 0)) : absint($the_order);
    if (! $id) {
        return false;
    }
    $cache = new OrderCache();
    $order = $cache->get($id);
    if (null !== $order) {
        return $order;
    }
    $type    = OrderStore::type_of($id);
    $classes = ['shop_order' => WC_Order::class, 'shop_order_refund' => WC_Order_Refund::class];
    $class   = apply_filters('woocommerce_order_class', $classes[$type] ?? false, $type, $id);
    if (! $class || ! class_exists($class)) {
        return false;
    }
    try {
        $order = new $class($id);
    } catch (Exception $e) {
        return false;
    }
    $cache->set($order, $id);
    return $order;
}

function wc_get_orders($args)
{
    return OrderQuery::run($args);
}

/**
 * Finds orders by id, or by a part of name or email.
 *
 * @return array<int, int> The newest ids first.
 */
function wc_order_search($term)
{
    return OrderQuery::search(str_replace('Order #', '', sanitize_text_field($term)));
}

function wc_create_order($args = [])
{
    try {
        $order = new WC_Order($args['order_id'] ?? 0);
        if (isset($args['status'])) {
            $order->set_status($args['status']);
        }
        if (isset($args['created_via'])) {
            $order->set_created_via($args['created_via']);
        }
        $order->save();
        return $order;
    } catch (Exception $e) {
        return new WP_Error('error', $e->getMessage());
    }
}

function wc_get_order_statuses()
{
    return apply_filters(
        'wc_order_statuses',
        [
            'wc-pending'        => _x('Pending payment', 'Order status', 'woocommerce'),
            'wc-processing'     => _x('Processing', 'Order status', 'woocommerce'),
            'wc-on-hold'        => _x('On hold', 'Order status', 'woocommerce'),
            'wc-completed'      => _x('Completed', 'Order status', 'woocommerce'),
            'wc-cancelled'      => _x('Cancelled', 'Order status', 'woocommerce'),
            'wc-refunded'       => _x('Refunded', 'Order status', 'woocommerce'),
            'wc-failed'         => _x('Failed', 'Order status', 'woocommerce'),
            'wc-checkout-draft' => _x('Draft', 'Order status', 'woocommerce'),
        ]
    );
}

function wc_get_order_status_name($status)
{
    $status = OrderUtil::remove_status_prefix((string) $status);
    return wc_get_order_statuses()['wc-' . $status] ?? $status;
}

function wc_get_is_paid_statuses()
{
    return apply_filters('woocommerce_order_is_paid_statuses', ['processing', 'completed']);
}

/**
 * Reads a note's comment: id, date_created, content, customer_note, added_by, order_id.
 */
function wc_get_order_note($data)
{
    $comment = is_numeric($data) ? get_comment($data) : $data;
    if (! $comment instanceof WP_Comment) {
        return null;
    }
    return (object) apply_filters(
        'woocommerce_get_order_note',
        [
            'id'            => (int) $comment->comment_ID,
            'date_created'  => wc_string_to_datetime($comment->comment_date),
            'content'       => $comment->comment_content,
            'customer_note' => (bool) get_comment_meta((int) $comment->comment_ID, 'is_customer_note', true),
            'added_by'      => 'WooCommerce' === $comment->comment_author ? 'system' : $comment->comment_author,
            'order_id'      => (int) $comment->comment_post_ID,
        ],
        $comment
    );
}

function wc_get_order_notes($args)
{
    return Notes::of($args);
}
