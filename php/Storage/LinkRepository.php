<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** Which WooCommerce order is which Telaris order: unique both ways, per company where that is said, kept by the database's own unique keys. */
final class LinkRepository
{
    public const FROM_IMPORT = 'import';
    public const FROM_NOTIFICATION = 'notification';
    public const BY_HAND = 'hand';

    public function __construct(private readonly Database $database)
    {
    }

    /** @param TelarisOrder $telarisOrder Of exactly this company. */
    public function orderOf(TelarisOrder $telarisOrder): ?int
    {
        return $this->database->row(
            'SELECT order_id FROM {orders} WHERE telaris_order = %s AND company = %s',
            $telarisOrder->number,
            $telarisOrder->company
        )?->number('order_id');
    }

    public function telarisOrderOf(int $orderId): ?TelarisOrder
    {
        $row = $this->database->row('SELECT telaris_order, company FROM {orders} WHERE order_id = %d', $orderId);
        return $row === null ? null : self::telarisOrderIn($row);
    }

    /** @param Row $row With `telaris_order` and `company`. */
    public static function telarisOrderIn(Row $row): ?TelarisOrder
    {
        $number = $row->text('telaris_order');
        return $number === null ? null : new TelarisOrder($number, $row->string('company'));
    }

    public function isByHand(int $orderId): bool
    {
        return $this->database->row('SELECT link_source FROM {orders} WHERE order_id = %d', $orderId)?->text('link_source') === self::BY_HAND;
    }

    /**
     * Makes a link where neither side has one.
     *
     * @return bool Whether the two are linked to each other now.
     */
    public function make(int $orderId, TelarisOrder $telarisOrder, string $source): bool
    {
        $this->database->execute('INSERT IGNORE INTO {orders} (order_id) VALUES (%d)', $orderId);
        return $this->makeAll([$orderId => $telarisOrder], $source) === 1 || $this->isMade($orderId, $telarisOrder);
    }

    /**
     * Makes links in one statement, for orders that have a row already.
     *
     * @param non-empty-array<int, TelarisOrder> $telarisOrders By order.
     * @return int How many were made: none for an order or a Telaris order that is linked.
     */
    public function makeAll(array $telarisOrders, string $source): int
    {
        $links = $companies = [];
        foreach ($telarisOrders as $orderId => $telarisOrder) {
            array_push($links, $orderId, $telarisOrder->number);
            array_push($companies, $orderId, $telarisOrder->company);
        }
        $cases = implode(' ', array_fill(0, count($telarisOrders), 'WHEN %d THEN %s'));
        $ids = array_keys($telarisOrders);
        return $this->database->execute(
            "UPDATE IGNORE {orders} SET telaris_order = CASE order_id $cases END, company = CASE order_id $cases END, link_source = %s, linked_at = %d WHERE order_id IN (" . Database::places($ids) . ') AND telaris_order IS NULL',
            ...[...$links, ...$companies, $source, time(), ...$ids]
        );
    }

    /**
     * Notes which company a link is of, where that was not known.
     *
     * @return bool Whether it is known now.
     */
    public function addCompany(int $orderId, TelarisOrder $telarisOrder): bool
    {
        return $this->database->execute(
            "UPDATE IGNORE {orders} SET company = %s WHERE order_id = %d AND telaris_order = %s AND company = ''",
            $telarisOrder->company,
            $orderId,
            $telarisOrder->number
        ) === 1 || $this->isMade($orderId, $telarisOrder);
    }

    private function isMade(int $orderId, TelarisOrder $telarisOrder): bool
    {
        return $this->telarisOrderOf($orderId)?->covers($telarisOrder) === true;
    }

    /**
     * Puts a link in the place of the one that an order may have: in one step, so that it is never without.
     *
     * @return bool Whether the two are linked to each other now; not where the Telaris order is linked to another one.
     */
    public function replace(int $orderId, TelarisOrder $telarisOrder, string $source): bool
    {
        $this->database->execute('INSERT IGNORE INTO {orders} (order_id) VALUES (%d)', $orderId);
        $this->database->execute(
            'UPDATE IGNORE {orders} SET telaris_order = %s, company = %s, link_source = %s, linked_at = %d WHERE order_id = %d',
            $telarisOrder->number,
            $telarisOrder->company,
            $source,
            time(),
            $orderId
        );
        return $this->isMade($orderId, $telarisOrder);
    }

    public function remove(int $orderId): void
    {
        $this->database->execute(
            "UPDATE {orders} SET telaris_order = NULL, company = '', link_source = NULL, linked_at = NULL WHERE order_id = %d",
            $orderId
        );
    }

    /**
     * Notes that Telaris has read orders: evidence that it imported them, and no link.
     *
     * @param non-empty-list<int> $orderIds
     */
    public function noteRead(array $orderIds): void
    {
        $places = implode(', ', array_fill(0, count($orderIds), '%d'));
        // It reads the same ones again and again.
        if ($this->database->number("SELECT COUNT(*) FROM {orders} WHERE order_id IN ($places) AND read_at IS NOT NULL", ...$orderIds) === count($orderIds)) {
            return;
        }
        $rows = implode(', ', array_fill(0, count($orderIds), '(%d)'));
        $this->database->execute("INSERT IGNORE INTO {orders} (order_id) VALUES $rows", ...$orderIds);
        $this->database->execute("UPDATE {orders} SET read_at = %d WHERE order_id IN ($places) AND read_at IS NULL", time(), ...$orderIds);
    }

    /** @return int|null When Telaris first read the order with its own key, in Unix seconds. */
    public function readAt(int $orderId): ?int
    {
        return $this->database->row('SELECT read_at FROM {orders} WHERE order_id = %d', $orderId)?->number('read_at');
    }
}
