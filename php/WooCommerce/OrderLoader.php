<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use Automattic\WooCommerce\Caches\OrderCache;
use WC_Data_Store;
use WC_Order;

defined('ABSPATH') || exit;

/** Loads an order from the database, past every cache that WooCommerce and WordPress keep of it. */
final class OrderLoader
{
    public function load(int $orderId): ?WC_Order
    {
        $this->purge($orderId);
        $order = wc_get_order($orderId);
        // A refund is an order object too, and has no update_status().
        return $order instanceof WC_Order && $order->get_type() === 'shop_order' ? $order : null;
    }

    public function purge(int $orderId): void
    {
        if (class_exists(OrderCache::class) && function_exists('wc_get_container')) {
            wc_get_container()->get(OrderCache::class)->remove($orderId);
        }
        // A method of the orders-table store alone, behind WC_Data_Store::__call().
        $clear = class_exists(WC_Data_Store::class) ? [WC_Data_Store::load('order'), 'clear_cached_data'] : null;
        if (is_callable($clear)) {
            $clear([$orderId]);
        }
        if (is_callable([WC_Order::class, 'generate_meta_cache_key'])) {
            wp_cache_delete(WC_Order::generate_meta_cache_key($orderId, 'orders'), 'orders');
        }
        clean_post_cache($orderId);
    }
}
