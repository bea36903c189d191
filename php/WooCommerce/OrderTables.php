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

    /** Whether WordPress's posts hold orders too: alone, or as a copy that WooCommerce keeps in step. */
    public static function hasPosts(): bool
    {
        return ! self::isHpos() || get_option('woocommerce_custom_orders_table_data_sync_enabled') === 'yes';
    }

    /** @return array{string, string, string, string, string} For a statement that calls the table "w": the table, and its columns of id, status, type and when it was last saved (GMT). */
    public static function columns(): array
    {
        return self::isHpos()
            ? ['[wc_orders] w', 'w.id', 'w.status', 'w.type', 'w.date_updated_gmt']
            : ['[posts] w', 'w.ID', 'w.post_status', 'w.post_type', 'w.post_modified_gmt'];
    }

    /** @return string As WooCommerce names it outside the database. "trash" and others have no "wc-" there either. */
    public static function withoutPrefix(string $status): string
    {
        return str_starts_with($status, 'wc-') ? substr($status, 3) : $status;
    }

    /**
     * @param list<string> $statuses Without "wc-".
     * @return ($statuses is non-empty-list<string> ? non-empty-list<string> : list<string>) As the database has them.
     */
    public static function withPrefix(array $statuses): array
    {
        return array_map(static fn (string $status): string => "wc-$status", $statuses);
    }
}
