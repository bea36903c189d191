<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseBusy;
use TelarisForWooCommerce\Support\DatabaseError;

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
     * @return OrderLease|null Null when somebody else holds the order.
     * @throws DatabaseError
     */
    public function acquire(int $orderId, int $attemptId): ?OrderLease
    {
        $token = bin2hex(random_bytes(16));
        try {
            if ($this->insert($orderId, $token, $attemptId)) {
                return new OrderLease($orderId, $token, $attemptId);
            }
            $before = $this->database->row('SELECT lease_token, lease_attempt FROM {orders} WHERE order_id = %d', $orderId);
            $held = $before?->text('lease_token');
            $won = $held === null
                ? $this->database->execute(
                    'UPDATE {orders} SET lease_token = %s, lease_attempt = %d, lease_until = UNIX_TIMESTAMP() + %d
                      WHERE order_id = %d AND lease_token IS NULL',
                    $token,
                    $attemptId,
                    self::LENGTH,
                    $orderId
                )
                // The interrupted attempt stays named until what became of it is recorded: adopt().
                : $this->database->execute(
                    'UPDATE {orders} SET lease_token = %s, lease_until = UNIX_TIMESTAMP() + %d
                      WHERE order_id = %d AND lease_token = %s AND lease_until < UNIX_TIMESTAMP()',
                    $token,
                    self::LENGTH,
                    $orderId,
                    $held
                );
        } catch (DatabaseBusy) {
            return null;
        }
        return $won === 1 ? new OrderLease($orderId, $token, $attemptId, $held === null ? null : $before->number('lease_attempt')) : null;
    }

    /** Names our own attempt in a lease that was taken over. @throws DatabaseError */
    public function adopt(OrderLease $lease): void
    {
        $this->database->execute(
            'UPDATE {orders} SET lease_attempt = %d WHERE order_id = %d AND lease_token = %s',
            $lease->attemptId,
            $lease->orderId,
            $lease->token
        );
    }

    /**
     * @phpstan-impure
     * @throws DatabaseError
     */
    public function isHeld(OrderLease $lease): bool
    {
        return $this->database->number(
            'SELECT COUNT(*) FROM {orders} WHERE order_id = %d AND lease_token = %s',
            $lease->orderId,
            $lease->token
        ) === 1;
    }

    /** @throws DatabaseError */
    public function release(OrderLease $lease): void
    {
        $this->database->execute(
            'UPDATE {orders} SET lease_token = NULL, lease_until = NULL, lease_attempt = NULL WHERE order_id = %d AND lease_token = %s',
            $lease->orderId,
            $lease->token
        );
    }

    /**
     * @return list<int> Orders whose holder never came back.
     * @throws DatabaseError
     */
    public function expired(int $limit): array
    {
        $ids = [];
        foreach ($this->database->rows('SELECT order_id FROM {orders} WHERE lease_until < UNIX_TIMESTAMP() LIMIT %d', $limit) as $row) {
            $ids[] = $row->int('order_id');
        }
        return $ids;
    }

    /** @throws DatabaseError */
    private function insert(int $orderId, string $token, int $attemptId): bool
    {
        return $this->database->execute(
            'INSERT IGNORE INTO {orders} (order_id, lease_token, lease_attempt, lease_until) VALUES (%d, %s, %d, UNIX_TIMESTAMP() + %d)',
            $orderId,
            $token,
            $attemptId,
            self::LENGTH
        ) === 1;
    }
}
