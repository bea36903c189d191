<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/** Which WooCommerce order is which Telaris order: unique both ways, kept by the database's own unique keys. */
final class LinkRepository
{
    public const FROM_IMPORT = 'import';
    public const FROM_NOTIFICATION = 'notification';
    public const BY_HAND = 'hand';

    public function __construct(private readonly Database $database)
    {
    }

    public function orderOf(string $telarisOrder): ?int
    {
        return $this->database->row('SELECT order_id FROM {orders} WHERE telaris_order = %s', $telarisOrder)?->number('order_id');
    }

    public function telarisOrderOf(int $orderId): ?string
    {
        return $this->database->row('SELECT telaris_order FROM {orders} WHERE order_id = %d', $orderId)?->text('telaris_order');
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
    public function make(int $orderId, string $telarisOrder, string $source): bool
    {
        $this->database->execute('INSERT IGNORE INTO {orders} (order_id) VALUES (%d)', $orderId);
        return $this->makeAll([$orderId => $telarisOrder], $source) === 1 || $this->telarisOrderOf($orderId) === $telarisOrder;
    }

    /**
     * Makes links in one statement, for orders that have a row already.
     *
     * @param non-empty-array<int, string> $telarisOrders By order.
     * @return int How many were made: none for an order or a Telaris order that is linked.
     */
    public function makeAll(array $telarisOrders, string $source): int
    {
        $links = [];
        foreach ($telarisOrders as $orderId => $telarisOrder) {
            array_push($links, $orderId, (string) $telarisOrder);
        }
        $cases = implode(' ', array_fill(0, count($telarisOrders), 'WHEN %d THEN %s'));
        $ids = array_keys($telarisOrders);
        return $this->database->execute(
            "UPDATE IGNORE {orders} SET telaris_order = CASE order_id $cases END, link_source = %s, linked_at = %d WHERE order_id IN (" . Database::places($ids) . ') AND telaris_order IS NULL',
            ...[...$links, $source, time(), ...$ids]
        );
    }

    /**
     * Puts a link in the place of the one that an order may have: in one step, so that it is never without.
     *
     * @return bool Whether the two are linked to each other now; not where the Telaris order is linked to another one.
     */
    public function replace(int $orderId, string $telarisOrder, string $source): bool
    {
        $this->database->execute('INSERT IGNORE INTO {orders} (order_id) VALUES (%d)', $orderId);
        $this->database->execute(
            'UPDATE IGNORE {orders} SET telaris_order = %s, link_source = %s, linked_at = %d WHERE order_id = %d',
            $telarisOrder,
            $source,
            time(),
            $orderId
        );
        return $this->telarisOrderOf($orderId) === $telarisOrder;
    }

    public function remove(int $orderId): void
    {
        $this->database->execute(
            'UPDATE {orders} SET telaris_order = NULL, link_source = NULL, linked_at = NULL WHERE order_id = %d',
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
