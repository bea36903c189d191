<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use Automattic\WooCommerce\Caches\OrderCache;
use WC_Data_Store;
use WC_Order;
use WC_Order_Factory;

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

    /**
     * Several at once, with what WooCommerce reads of each one's items on the way to Completed.
     *
     * @param non-empty-list<int> $orderIds
     * @return array<int, WC_Order> By id; whatever is no order of the shop is missing.
     */
    public function loadAll(array $orderIds): array
    {
        array_map($this->purge(...), $orderIds);
        return $this->readAll($orderIds);
    }

    /**
     * The same for who only shows them: caches are asked, and left as they are.
     *
     * @param non-empty-list<int> $orderIds
     * @return array<int, WC_Order>
     */
    public function readAll(array $orderIds): array
    {
        // A method of both stores, behind WC_Data_Store::__call().
        $prime = class_exists(WC_Data_Store::class) ? [WC_Data_Store::load('order'), 'prime_caches_for_orders'] : null;
        if (is_callable($prime)) {
            $prime($orderIds, ['type' => 'shop_order']);
        }
        $orders = [];
        $found = class_exists(WC_Order_Factory::class) ? WC_Order_Factory::get_orders($orderIds, true) : array_map(wc_get_order(...), $orderIds);
        foreach (is_array($found) ? $found : [] as $order) {
            if ($order instanceof WC_Order && $order->get_type() === 'shop_order') {
                $orders[$order->get_id()] = $order;
            }
        }
        return $orders;
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
        // It reads the post from the database; where orders are no posts, that is an empty one that holds its id.
        if (OrderTables::hasPosts()) {
            clean_post_cache($orderId);
        }
    }
}
