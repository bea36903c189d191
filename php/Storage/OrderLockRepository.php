<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseBusy;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/**
 * One lease per order, in our own table and by the database's clock.
 *
 * Not GET_LOCK(): the SQLite driver only pretends to have it, and it spans no cluster.
 */
final class OrderLockRepository
{
    /** Seconds. Longer than any request, shorter than anybody's patience. */
    public const LENGTH = 600;

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * Takes the lease where the order exists and nobody has it. The order's state shows whether that worked: the SQLite
     * driver does not tell how many rows an upsert changed.
     */
    public function request(OrderLease $lease): void
    {
        $this->requestAll([$lease]);
    }

    /** @param non-empty-list<OrderLease> $leases With one token. */
    public function requestAll(array $leases): void
    {
        $ids = array_map(static fn (OrderLease $lease): int => $lease->orderId, $leases);
        $places = Database::places($ids);
        [$orders, $id, , $type] = OrderTables::columns();
        $attempts = [];
        foreach ($leases as $lease) {
            array_push($attempts, $lease->orderId, $lease->attemptId);
        }
        $cases = implode(' ', array_fill(0, count($leases), 'WHEN %d THEN %d'));
        try {
            $this->database->execute(
                "INSERT INTO {orders} (order_id, lease_token, lease_attempt, lease_until)
                 SELECT $id, %s, CASE $id $cases END, UNIX_TIMESTAMP() + %d FROM $orders WHERE $id IN ($places) AND $type = 'shop_order'
                 ON DUPLICATE KEY UPDATE
                    lease_attempt = CASE WHEN lease_token IS NULL THEN VALUES(lease_attempt) ELSE lease_attempt END,
                    lease_until = CASE WHEN lease_token IS NULL THEN VALUES(lease_until) ELSE lease_until END,
                    lease_token = CASE WHEN lease_token IS NULL THEN VALUES(lease_token) ELSE lease_token END",
                $leases[0]->token,
                ...[...$attempts, self::LENGTH, ...$ids]
            );
        } catch (DatabaseBusy) {
            // Somebody else has it, as the state will show.
            return;
        }
    }

    /**
     * Takes over a lease that ran out. The attempt that held it stays named until what became of it is recorded: adopt().
     *
     * @return OrderLease|null Null when somebody else was faster, or the lease has not run out.
     */
    public function takeOver(int $orderId, string $deadToken, ?int $deadAttempt, int $attemptId): ?OrderLease
    {
        $lease = OrderLease::of($orderId, $attemptId, $deadAttempt);
        try {
            $won = $this->database->execute(
                'UPDATE {orders} SET lease_token = %s, lease_until = UNIX_TIMESTAMP() + %d
                  WHERE order_id = %d AND lease_token = %s AND lease_until < UNIX_TIMESTAMP()',
                $lease->token,
                self::LENGTH,
                $orderId,
                $deadToken
            );
        } catch (DatabaseBusy) {
            return null;
        }
        return $won === 1 ? $lease : null;
    }

    /** @return OrderLease|null Null when somebody else holds the order, or there is no such order. */
    public function acquire(int $orderId, int $attemptId): ?OrderLease
    {
        $lease = OrderLease::of($orderId, $attemptId);
        $this->request($lease);
        $row = $this->database->row('SELECT lease_token, lease_attempt FROM {orders} WHERE order_id = %d', $orderId);
        $holder = $row?->text('lease_token');
        return match (true) {
            $row === null, $holder === null => null,
            $holder === $lease->token => $lease,
            default => $this->takeOver($orderId, $holder, $row->number('lease_attempt'), $attemptId),
        };
    }

    /** Names our own attempt in a lease that was taken over. */
    public function adopt(OrderLease $lease): void
    {
        $this->database->execute(
            'UPDATE {orders} SET lease_attempt = %d WHERE order_id = %d AND lease_token = %s',
            $lease->attemptId,
            $lease->orderId,
            $lease->token
        );
    }

    public function release(OrderLease $lease): void
    {
        $this->releaseAll([$lease]);
    }

    /** @param non-empty-list<OrderLease> $leases With one token. */
    public function releaseAll(array $leases): void
    {
        $ids = array_map(static fn (OrderLease $lease): int => $lease->orderId, $leases);
        $this->database->execute(
            'UPDATE {orders} SET lease_token = NULL, lease_until = NULL, lease_attempt = NULL WHERE order_id IN (' . Database::places($ids) . ') AND lease_token = %s',
            ...[...$ids, $leases[0]->token]
        );
    }

    /** @return list<int> Orders whose holder died. */
    public function expired(int $limit): array
    {
        $ids = [];
        foreach ($this->database->rows('SELECT order_id FROM {orders} WHERE lease_until < UNIX_TIMESTAMP() LIMIT %d', $limit) as $row) {
            $ids[] = $row->int('order_id');
        }
        return $ids;
    }
}
