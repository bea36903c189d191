<?php

declare(strict_types=1);

namespace Automattic\WooCommerce\Utilities;

use WooCommerceStandIn\Install\Tables;
use WooCommerceStandIn\Orders\OrderStore;

defined('ABSPATH') || exit;

/**
 * Where orders are kept: always in the order tables, never in posts.
 */
final class OrderUtil
{
    public static function custom_orders_table_usage_is_enabled(): bool
    {
        return true;
    }

    public static function orders_cache_usage_is_enabled(): bool
    {
        return true;
    }

    public static function get_table_for_orders()
    {
        return Tables::orders();
    }

    public static function get_table_for_order_meta()
    {
        return Tables::meta();
    }

    public static function is_order($order_id, $types = ['shop_order'])
    {
        return in_array(OrderStore::type_of(absint($order_id)), $types, true);
    }

    public static function get_order_type($order_id)
    {
        return OrderStore::type_of($order_id instanceof \WC_Abstract_Order ? $order_id->get_id() : absint($order_id));
    }

    public static function get_order_admin_edit_url(int $order_id): string
    {
        return admin_url('admin.php?page=wc-orders&action=edit&id=' . $order_id);
    }

    public static function remove_status_prefix(string $status): string
    {
        return str_starts_with($status, 'wc-') ? substr($status, 3) : $status;
    }
}
