<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** Orders whose rows in the history may not fit their status any more. */
final class UnsettledOrdersQuery
{
    private const FAILED_STEP = 200;

    /** Completed orders that one step looks at. */
    private const COMPLETED_STEP = 1000;
    private const PLACE = 'checked_completed';

    public function __construct(private readonly Database $database, private readonly Counters $counters)
    {
    }

    /**
     * Orders with a failed row, and orders that we completed and that stand in one of these statuses again.
     *
     * @param float $until When to stop, as microtime(true). The next call continues from there with the completed orders.
     * @param non-empty-list<string> $statuses Without "wc-".
     * @return iterable<int>
     */
    public function all(float $until, array $statuses): iterable
    {
        $after = 0;
        do {
            $rows = $this->database->rows(
                'SELECT id, order_id FROM {notifications} WHERE state = %s AND code IN (%s, %s, %s, %s, %s) AND order_id IS NOT NULL AND id > %d ORDER BY id LIMIT %d',
                NotificationStatus::Failed->value,
                ResultCode::StatusNotAllowed->value,
                ResultCode::Ready->value,
                ResultCode::Reverted->value,
                ResultCode::SaveUnconfirmed->value,
                ResultCode::InternalError->value,
                $after,
                self::FAILED_STEP
            );
            foreach ($rows as $row) {
                $after = $row->int('id');
                yield $row->int('order_id');
            }
        } while (count($rows) === self::FAILED_STEP && microtime(true) < $until);

        [$orders, $id, $status] = OrderTables::columns();
        $stored = OrderTables::withPrefix($statuses);
        do {
            $from = $this->counters->get(self::PLACE);
            $to = $this->database->number('SELECT order_id FROM {orders} WHERE order_id > %d ORDER BY order_id LIMIT 1 OFFSET %d', $from, self::COMPLETED_STEP - 1);
            yield from array_map(
                static fn (Row $row): int => $row->int('order_id'),
                $this->database->rows(
                    "SELECT o.order_id FROM {orders} o JOIN $orders ON $id = o.order_id
                      WHERE o.order_id > %d AND o.order_id <= %d AND o.completed_at IS NOT NULL AND o.lease_token IS NULL
                        AND $status IN (" . Database::places($stored) . ')',
                    $from,
                    $to === 0 ? PHP_INT_MAX : $to,
                    ...$stored
                )
            );
            $this->counters->set(self::PLACE, $to);
        } while ($to !== 0 && microtime(true) < $until);
    }
}
