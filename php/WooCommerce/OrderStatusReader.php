<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/**
 * The status of an order as the database has it now.
 *
 * Everything else may read from a cache, which may be stale where a shop has several web servers.
 */
final class OrderStatusReader
{
    public function __construct(private readonly Database $database)
    {
    }

    /**
     * @return string|null Without "wc-" (so "trash" and "completed" alike); null where the id is no order of the
     *                     shop: a refund, a subscription, a post, or nothing.
     */
    public function read(int $orderId): ?string
    {
        [$orders, $id, $status, $type] = OrderTables::columns();
        $row = $this->database->row("SELECT $status AS status FROM $orders WHERE $id = %d AND $type = 'shop_order'", $orderId);
        return $row === null ? null : OrderTables::withoutPrefix($row->string('status'));
    }

    public function isCompleted(int $orderId): bool
    {
        return $this->read($orderId) === 'completed';
    }
}
