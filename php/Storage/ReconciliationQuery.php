<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** What the shop knows of the invoices of a period: one statement for each question, however many invoices there are. */
final class ReconciliationQuery
{
    public function __construct(private readonly Database $database)
    {
    }

    /**
     * @param list<string> $invoiceNumbers
     * @param list<string> $telarisOrders
     * @return list<Row> Messages that name an invoice, or an order without one. Oldest first.
     */
    public function notifications(array $invoiceNumbers, array $telarisOrders): array
    {
        $columns = 'id, webhook_id, type, state, code, params, order_id, telaris_order, company, invoice_number, next_attempt_at';
        return $invoiceNumbers === [] || $telarisOrders === [] ? [] : $this->database->rows(
            "SELECT $columns FROM {notifications} WHERE invoice_number IN (" . Database::places($invoiceNumbers) . ")
              UNION SELECT $columns FROM {notifications} WHERE invoice_number IS NULL AND telaris_order IN (" . Database::places($telarisOrders) . ') ORDER BY id',
            ...[...$invoiceNumbers, ...$telarisOrders]
        );
    }

    /**
     * @param list<string> $telarisOrders
     * @param non-empty-list<string> $companies
     * @return list<Row> Orders that are linked to them: order_id, telaris_order, company, invoice_number, status.
     */
    public function linkedOrders(array $telarisOrders, array $companies): array
    {
        [$orders, $id, $status] = OrderTables::columns();
        return $telarisOrders === [] ? [] : $this->database->rows(
            "SELECT o.order_id, o.telaris_order, o.company, o.invoice_number, $status AS status FROM {orders} o LEFT JOIN $orders ON $id = o.order_id
              WHERE o.company IN (" . Database::places($companies) . ') AND o.telaris_order IN (' . Database::places($telarisOrders) . ')',
            ...[...$companies, ...$telarisOrders]
        );
    }

    /**
     * @param list<int> $orderIds
     * @return list<Row> The same of orders by their ids.
     */
    public function orders(array $orderIds): array
    {
        [$orders, $id, $status, $type] = OrderTables::columns();
        return $orderIds === [] ? [] : $this->database->rows(
            "SELECT $id AS order_id, o.telaris_order, o.company, o.invoice_number, $status AS status FROM $orders LEFT JOIN {orders} o ON o.order_id = $id
              WHERE $type = 'shop_order' AND $id IN (" . Database::places($orderIds) . ')',
            ...$orderIds
        );
    }

    /**
     * Orders that were completed for Telaris, and are for none of these invoices.
     *
     * @param list<string> $invoiceNumbers
     * @param list<string> $telarisOrders
     * @param int $from Unix seconds.
     * @param int $to Unix seconds, exclusive.
     * @return list<Row> With the message in `payload`, where it is still kept. Oldest first.
     */
    public function completedBesides(array $invoiceNumbers, array $telarisOrders, int $from, int $to, int $limit): array
    {
        [$orders, $id, $status] = OrderTables::columns();
        $besides = $values = [];
        foreach (['invoice_number' => $invoiceNumbers, 'telaris_order' => $telarisOrders] as $column => $listed) {
            if ($listed !== []) {
                $besides[] = "AND (o.$column IS NULL OR o.$column NOT IN (" . Database::places($listed) . '))';
                array_push($values, ...$listed);
            }
        }
        return $this->database->rows(
            "SELECT o.order_id, o.telaris_order, o.invoice_number, o.completed_at, $status AS status,
                    (SELECT n.payload FROM {notifications} n WHERE n.order_id = o.order_id AND n.state = %s AND n.invoice_number = o.invoice_number ORDER BY n.id LIMIT 1) AS payload
               FROM {orders} o LEFT JOIN $orders ON $id = o.order_id
              WHERE o.completed_at >= %d AND o.completed_at < %d " . implode(' ', $besides) . ' ORDER BY o.completed_at, o.order_id LIMIT %d',
            NotificationStatus::Completed->value,
            $from,
            $to,
            ...[...$values, $limit]
        );
    }
}
