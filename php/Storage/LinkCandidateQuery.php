<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** Orders that a message without a link may be about. */
final class LinkCandidateQuery
{
    public function __construct(private readonly Database $database, private readonly Settings $settings)
    {
    }

    /**
     * Orders that may have this number; only the order itself can tell.
     *
     * @param non-empty-list<string> $metaKeys Where plug-ins for sequential numbers keep them.
     * @return list<int>
     */
    public function withNumber(string $number, array $metaKeys): array
    {
        [$table, $column] = OrderTables::isHpos() ? ['[wc_orders_meta]', 'order_id'] : ['[postmeta]', 'post_id'];
        // Some store the bare number, and put a prefix, a suffix or zeros around it when they show it.
        preg_match_all('/\d{1,18}/', $number, $digits);
        $values = array_values(array_unique([$number, ...$digits[0], ...array_map(static fn (string $part): string => ltrim($part, '0'), $digits[0])]));
        $sql = "SELECT $column AS id FROM $table WHERE meta_key IN (" . Database::places($metaKeys) . ') AND meta_value IN (' . Database::places($values) . ') LIMIT 20';
        return self::ids($this->database->rows($sql, ...[...$metaKeys, ...$values]));
    }

    /**
     * Orders that are still to be completed and belong to nobody in Telaris: those that it has read first, then the newest.
     *
     * @return list<int>
     */
    public function withTotal(Invoice $invoice, int $limit): array
    {
        $statuses = OrderTables::withPrefix($this->settings->completesFrom());
        if ($invoice->total === null || $statuses === []) {
            return [];
        }
        $places = Database::places($statuses);
        $sql = OrderTables::isHpos()
            ? "SELECT o.id AS id FROM [wc_orders] o LEFT JOIN {orders} link ON link.order_id = o.id
                WHERE o.type = 'shop_order' AND o.status IN ($places) AND o.total_amount = %s
                  AND o.currency = COALESCE(%s, o.currency) AND link.telaris_order IS NULL
                ORDER BY link.read_at IS NULL, o.date_created_gmt DESC, o.id DESC LIMIT %d"
            : "SELECT o.ID AS id FROM [posts] o LEFT JOIN {orders} link ON link.order_id = o.ID
                JOIN [postmeta] total ON total.post_id = o.ID AND total.meta_key = '_order_total'
                JOIN [postmeta] currency ON currency.post_id = o.ID AND currency.meta_key = '_order_currency'
                WHERE o.post_type = 'shop_order' AND o.post_status IN ($places) AND total.meta_value + 0 = %s + 0
                  AND currency.meta_value = COALESCE(%s, currency.meta_value) AND link.telaris_order IS NULL
                ORDER BY link.read_at IS NULL, o.post_date_gmt DESC, o.ID DESC LIMIT %d";
        return self::ids($this->database->rows($sql, ...[...$statuses, $invoice->total, $invoice->currency, $limit]));
    }

    /**
     * @param list<Row> $rows
     * @return list<int>
     */
    private static function ids(array $rows): array
    {
        return array_map(static fn (Row $row): int => $row->int('id'), $rows);
    }
}
