<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\OrderSync;
use TelarisForWooCommerce\Domain\OrderSyncState;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** How orders stand with Telaris: for a page of WooCommerce's list, and as a condition for filtering it. */
final class OrderSyncQuery
{
    public function __construct(private readonly Database $database, private readonly Settings $settings)
    {
    }

    /**
     * One query, however many orders.
     *
     * @param array<int, string> $statuses The orders' statuses without "wc-", by id.
     * @return array<int, OrderSync> By id, for each of them.
     */
    public function of(array $statuses): array
    {
        $ids = array_keys($statuses);
        if ($ids === []) {
            return [];
        }
        $places = Database::places($ids);
        $rows = $this->database->rows(
            "SELECT order_id, telaris_order, company, invoice_number, completed_at, NULL AS state, NULL AS heading, 0 AS needs_check, 0 AS id
               FROM {orders} WHERE order_id IN ($places)
              UNION ALL
             SELECT order_id, NULL AS telaris_order, '' AS company, invoice_number, NULL AS completed_at, state, heading, needs_check, id
               FROM {notifications} WHERE order_id IN ($places) AND state <> %s
              ORDER BY id",
            ...[...$ids, ...$ids, NotificationStatus::Ignored->value]
        );
        $byOrder = [];
        foreach ($rows as $row) {
            $byOrder[$row->int('order_id')][] = $row;
        }
        $completesFrom = $this->settings->completesFrom();
        $found = [];
        foreach ($statuses as $id => $status) {
            $found[$id] = self::read($byOrder[$id] ?? [], in_array($status, $completesFrom, true));
        }
        return $found;
    }

    /**
     * Which orders are in a state, for a statement of WooCommerce's or WordPress's.
     *
     * @param literal-string $id The column of the order's id.
     * @param literal-string $status The column of its status.
     * @return string Prepared.
     */
    public function condition(OrderSyncState $state, string $id, string $status): string
    {
        $row = fn (string $condition): string => "EXISTS (SELECT 1 FROM {orders} o WHERE o.order_id = $id AND $condition)";
        $notification = fn (string $condition): string => "EXISTS (SELECT 1 FROM {notifications} n WHERE n.order_id = $id AND $condition)";
        $linked = $row('o.telaris_order IS NOT NULL');
        $invoiced = '(' . $row('(o.completed_at IS NOT NULL OR o.invoice_number IS NOT NULL)') . ' OR ' . $notification("n.state = 'completed'") . ')';
        $failed = $notification("(n.state = 'failed' OR n.needs_check = 1)");
        $pending = $notification("n.state = 'pending'");
        $statuses = OrderTables::withPrefix($this->settings->completesFrom());
        $completes = $statuses === [] ? '1 = 0' : "$status IN (" . Database::places($statuses) . ')';
        return match ($state) {
            // Few: found by their own indexes, not order by order.
            OrderSyncState::Failed => $this->database->fragment(
                "$id IN (SELECT order_id FROM (SELECT order_id FROM {notifications} WHERE state = 'failed' UNION SELECT order_id FROM {notifications} WHERE needs_check = 1) AS failed WHERE order_id IS NOT NULL)"
            ),
            OrderSyncState::Pending => $this->database->fragment("$pending AND NOT $failed"),
            OrderSyncState::Invoiced => $this->database->fragment("$invoiced AND NOT $failed AND NOT $pending"),
            OrderSyncState::Awaiting => $this->database->fragment("$linked AND NOT $invoiced AND NOT $failed AND NOT $pending AND $completes", ...$statuses),
            OrderSyncState::Linked => $this->database->fragment("$linked AND NOT $invoiced AND NOT $failed AND NOT $pending AND NOT ($completes)", ...$statuses),
            OrderSyncState::NotLinked => $this->database->fragment("NOT $linked AND NOT $invoiced AND NOT $failed AND NOT $pending"),
        };
    }

    /** @param list<Row> $rows What the tables have of an order, its notifications from old to new. */
    private static function read(array $rows, bool $completes): OrderSync
    {
        $telarisOrder = $invoice = $failed = $held = null;
        $isPending = $isInvoiced = false;
        foreach ($rows as $row) {
            $state = $row->text('state');
            $telarisOrder ??= LinkRepository::telarisOrderIn($row);
            if ($state === NotificationStatus::Failed->value || $row->int('needs_check') === 1) {
                $failed = ResultCategory::tryFrom($row->string('heading')) ?? ResultCategory::NeedsCheck;
            }
            if ($state === NotificationStatus::Pending->value) {
                $isPending = true;
                $held = $row->string('heading') === ResultCategory::Held->value ? ResultCategory::Held : $held;
            }
            if ($state === NotificationStatus::Completed->value || ($state === null && ($row->text('completed_at') ?? $row->text('invoice_number')) !== null)) {
                $isInvoiced = true;
                // The order's own row comes first.
                $invoice ??= $row->text('invoice_number');
            }
        }
        return new OrderSync(
            match (true) {
                $failed !== null => OrderSyncState::Failed,
                $isPending => OrderSyncState::Pending,
                $isInvoiced => OrderSyncState::Invoiced,
                $telarisOrder !== null => $completes ? OrderSyncState::Awaiting : OrderSyncState::Linked,
                default => OrderSyncState::NotLinked,
            },
            $telarisOrder,
            $invoice,
            $failed ?? $held
        );
    }
}
