<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** What is still kept of orders that were deleted in the shop. */
final class DeletedOrders
{
    /** Rows of one table that one step looks at. */
    private const STEP = 1000;

    public function __construct(private readonly Database $database, private readonly Counters $counters)
    {
    }

    /**
     * Notifications that nobody can resolve any more: failed, or still to be checked, and their order is gone.
     *
     * @param int $before Unix seconds.
     * @return list<int> Ids, oldest first.
     */
    public function notifications(int $before, int $limit): array
    {
        [$orders, $id] = OrderTables::columns();
        return self::ids($this->database->rows(
            "SELECT n.id FROM {notifications} n LEFT JOIN $orders ON $id = n.order_id
              WHERE n.received_at < %d AND n.updated_at < %d AND n.order_id IS NOT NULL AND (n.state = %s OR n.needs_check = 1) AND $id IS NULL
              ORDER BY n.received_at LIMIT %d",
            $before,
            $before,
            NotificationStatus::Failed->value,
            $limit
        ));
    }

    /**
     * Removes links, records of completions and emails of orders that are gone, where nothing happened to them since.
     * The tables are read in steps; each call continues where the last one stopped.
     *
     * @param int $before Unix seconds.
     * @param float $until When to stop, as microtime(true).
     */
    public function remove(int $before, float $until): void
    {
        $untouched = [
            'orders' => 't.lease_token IS NULL AND COALESCE(t.linked_at, 0) < %d AND COALESCE(t.completed_at, 0) < %d AND COALESCE(t.read_at, 0) < %d',
            'outbox' => 't.updated_at < %d',
        ];
        [$orders, $id] = OrderTables::columns();
        foreach ($untouched as $table => $condition) {
            do {
                $from = $this->counters->get("deleted_from_$table");
                $to = $this->database->number("SELECT order_id FROM {{$table}} WHERE order_id > %d ORDER BY order_id LIMIT 1 OFFSET %d", $from, self::STEP - 1);
                $gone = self::ids($this->database->rows(
                    "SELECT t.order_id AS id FROM {{$table}} t LEFT JOIN $orders ON $id = t.order_id
                      WHERE t.order_id > %d AND t.order_id <= %d AND $id IS NULL AND $condition",
                    $from,
                    $to === 0 ? PHP_INT_MAX : $to,
                    ...array_fill(0, substr_count($condition, '%d'), $before)
                ));
                if ($gone !== []) {
                    $this->database->execute("DELETE FROM {{$table}} WHERE order_id IN (" . Database::places($gone) . ')', ...$gone);
                }
                // From the beginning again, once the end is reached.
                $this->counters->set("deleted_from_$table", $to);
            } while ($to !== 0 && microtime(true) < $until);
        }
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
