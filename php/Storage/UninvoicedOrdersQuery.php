<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** Orders that Telaris imported and has not invoiced: linked, and still Processing or On hold. */
final class UninvoicedOrdersQuery
{
    public function __construct(private readonly Database $database, private readonly Settings $settings)
    {
    }

    /**
     * Without those that were cancelled in Telaris: nobody will invoice them.
     *
     * @param int $most Counts no further.
     */
    public function count(int $most): int
    {
        return count($this->rows(time(), null, $most, 'AND NOT EXISTS (SELECT 1 FROM {notifications} n WHERE n.order_id = o.order_id AND n.type = %s)', MessageType::Cancelled->value));
    }

    /**
     * What Telaris said last of orders, besides that they are invoiced.
     *
     * @param list<int> $orderIds
     * @return array<int, array{type: MessageType, at: int}> By order, those of which it said something; Unix seconds.
     */
    public function told(array $orderIds): array
    {
        if ($orderIds === []) {
            return [];
        }
        $told = [];
        $rows = $this->database->rows(
            'SELECT order_id, type, received_at FROM {notifications}
              WHERE order_id IN (' . Database::places($orderIds) . ') AND type IN (%s, %s) ORDER BY received_at, id',
            ...[...$orderIds, MessageType::Cancelled->value, MessageType::PartiallyInvoiced->value]
        );
        foreach ($rows as $row) {
            $told[$row->int('order_id')] = ['type' => MessageType::from($row->string('type')), 'at' => $row->int('received_at')];
        }
        return $told;
    }

    /**
     * @param int $before Linked at or before this time, in Unix seconds.
     * @param array{int, int}|null $after Time and order id of the last one of the page before.
     * @return list<array{order_id: int, telaris_order: string, company: ?string, linked_at: int, link_source: string}> Oldest first.
     */
    public function page(int $before, ?array $after, int $limit): array
    {
        return $this->rows($before, $after, $limit);
    }

    /**
     * @param array{int, int}|null $after
     * @return list<array{order_id: int, telaris_order: string, company: ?string, linked_at: int, link_source: string}>
     */
    private function rows(int $before, ?array $after, int $limit, string $condition = '', string ...$values): array
    {
        [$orders, $id, $status] = OrderTables::columns();
        $statuses = OrderTables::withPrefix($this->settings->completesFrom());
        if ($statuses === []) {
            return [];
        }
        $rows = $this->database->rows(
            "SELECT o.order_id, o.telaris_order, o.company, o.linked_at, o.link_source FROM {orders} o JOIN $orders ON $id = o.order_id
              WHERE o.telaris_order IS NOT NULL AND o.completed_at IS NULL AND o.linked_at <= %d
                AND o.linked_at >= %d AND (o.linked_at > %d OR o.order_id > %d)
                AND $status IN (" . Database::places($statuses) . ") $condition
              ORDER BY o.linked_at, o.order_id LIMIT %d",
            $before,
            $after[0] ?? 0,
            $after[0] ?? -1,
            $after[1] ?? 0,
            ...[...$statuses, ...$values, $limit]
        );
        return array_map(
            static fn (Row $row): array => [
                'order_id' => $row->int('order_id'),
                'telaris_order' => $row->string('telaris_order'),
                'company' => $row->string('company') ?: null,
                'linked_at' => $row->int('linked_at'),
                'link_source' => $row->string('link_source'),
            ],
            $rows
        );
    }
}
