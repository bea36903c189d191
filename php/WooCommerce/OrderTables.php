<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use Automattic\WooCommerce\Utilities\OrderUtil;

defined('ABSPATH') || exit;

/** Where WooCommerce keeps its orders: tables of their own (HPOS), or WordPress's posts. */
final class OrderTables
{
    /** Whether the tables of their own are the ones that count. */
    public static function isHpos(): bool
    {
        return OrderUtil::custom_orders_table_usage_is_enabled();
    }
}
