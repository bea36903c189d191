<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\StatusQuestion;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** What became of messages and orders that somebody asks about by their numbers: at most five statements, however many they are. */
final class StatusQuery
{
    /** Rows of the history for all that is asked together; an order has one or two. */
    private const MOST = 1000;

    public function __construct(private readonly Database $database)
    {
    }

    /** @return list<Row> Rows of the notifications table, imports included, newest first. */
    public function notifications(StatusQuestion $question): array
    {
        $found = [];
        $asked = [
            'webhook_id' => array_map($this->database->storedId(...), $question->webhookIds),
            'telaris_order' => $question->telarisOrders,
            'order_id' => $question->orderIds,
        ];
        foreach ($asked as $column => $values) {
            $rows = $values === [] ? [] : $this->database->rows(
                "SELECT * FROM {notifications} WHERE $column IN (" . Database::places($values) . ') ORDER BY id DESC LIMIT %d',
                ...[...$values, self::MOST]
            );
            foreach ($rows as $row) {
                $found[$row->int('id')] = $row;
            }
        }
        krsort($found);
        return array_values($found);
    }

    /**
     * @param list<string> $telarisOrders
     * @return array<int|string, int> WooCommerce's order ids by Telaris order, of this company or of none.
     */
    public function linked(array $telarisOrders, string $company): array
    {
        $linked = [];
        $rows = $telarisOrders === [] ? [] : $this->database->rows(
            "SELECT telaris_order, order_id FROM {orders} WHERE company IN ('', %s) AND telaris_order IN (" . Database::places($telarisOrders) . ') ORDER BY company',
            $company,
            ...$telarisOrders
        );
        foreach ($rows as $row) {
            $linked[$row->string('telaris_order')] = $row->int('order_id');
        }
        return $linked;
    }

    /**
     * @param list<int> $orderIds
     * @return array<int, string> The status that each has now, without "wc-"; what is no order is missing.
     */
    public function statuses(array $orderIds): array
    {
        [$orders, $id, $status, $type] = OrderTables::columns();
        $rows = $orderIds === [] ? [] : $this->database->rows(
            "SELECT $id AS order_id, $status AS status FROM $orders WHERE $type = 'shop_order' AND $id IN (" . Database::places($orderIds) . ')',
            ...$orderIds
        );
        $statuses = [];
        foreach ($rows as $row) {
            $statuses[$row->int('order_id')] = OrderTables::withoutPrefix($row->string('status'));
        }
        return $statuses;
    }
}
