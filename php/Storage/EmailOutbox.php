<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\PendingEmail;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/**
 * Which customers are to get the email, one row an order.
 *
 * held (the status is about to change) → due → sending (claimed) → sent. A row that stays in "sending" is
 * one where nobody can know whether the email left: it becomes "unknown" and is never sent again by itself.
 */
final class EmailOutbox
{
    /** Seconds after which a claim is taken for dead. */
    public const CLAIM = 600;

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * Notes the email, before the status changes. Does nothing where the customer had it already.
     *
     * @param bool|null $silent Whether a person wants the customer to hear nothing; null keeps what a person said before.
     * @throws DatabaseError
     */
    public function hold(int $orderId, int $notificationId, ?bool $silent): void
    {
        $this->database->execute(
            'INSERT IGNORE INTO {outbox} (order_id, notification_id, state, silent, updated_at) VALUES (%d, %d, %s, %d, UNIX_TIMESTAMP())',
            $orderId,
            $notificationId,
            'held',
            $silent ? 1 : 0
        );
        $this->database->execute(
            'UPDATE {outbox} SET notification_id = %d, state = %s, silent = COALESCE(%d, silent), updated_at = UNIX_TIMESTAMP()
              WHERE order_id = %d AND state IN (%s, %s, %s)',
            $notificationId,
            'held',
            $silent === null ? null : (int) $silent,
            $orderId,
            'held',
            'skipped',
            'silent'
        );
    }

    /**
     * Notes an email that WooCommerce sent without us: to an order that somebody completed by hand, or from its page.
     *
     * @throws DatabaseError
     */
    public function noteSent(int $orderId): void
    {
        $this->database->execute(
            'INSERT IGNORE INTO {outbox} (order_id, notification_id, state, updated_at) VALUES (%d, 0, %s, UNIX_TIMESTAMP())',
            $orderId,
            'sent'
        );
        $this->database->execute(
            'UPDATE {outbox} SET state = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND state IN (%s, %s, %s, %s)',
            'sent',
            $orderId,
            'held',
            'due',
            'skipped',
            'silent'
        );
    }

    /** Whether the customer had the email, or is about to. @throws DatabaseError */
    public function hadEmail(int $orderId): bool
    {
        return $this->database->number(
            'SELECT COUNT(*) FROM {outbox} WHERE order_id = %d AND state IN (%s, %s, %s, %s)',
            $orderId,
            'due',
            'sending',
            'sent',
            'unknown'
        ) > 0;
    }

    /** Lets the email go, or drops it where the order did not become Completed. @throws DatabaseError */
    public function settle(int $orderId, bool $completed): void
    {
        $this->database->execute(
            'UPDATE {outbox} SET state = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND state = %s',
            $completed ? 'due' : 'skipped',
            $orderId,
            'held'
        );
    }

    /**
     * @return list<PendingEmail>
     * @throws DatabaseError
     */
    public function due(int $limit): array
    {
        return array_map(
            self::letter(...),
            $this->database->rows('SELECT * FROM {outbox} WHERE state = %s ORDER BY updated_at LIMIT %d', 'due', $limit)
        );
    }

    /**
     * @return string|null The claim, or null when somebody else has it.
     * @throws DatabaseError
     */
    public function claim(PendingEmail $letter): ?string
    {
        $token = bin2hex(random_bytes(16));
        return $this->database->execute(
            'UPDATE {outbox} SET state = %s, claim_token = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND state = %s',
            'sending',
            $token,
            $letter->orderId,
            'due'
        ) === 1 ? $token : null;
    }

    /** @throws DatabaseError */
    public function mark(PendingEmail $letter, string $claim, string $state): void
    {
        $this->database->execute(
            'UPDATE {outbox} SET state = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND claim_token = %s AND state = %s',
            $state,
            $letter->orderId,
            $claim,
            'sending'
        );
    }

    /**
     * Finds claims whose holder never came back: nobody can know whether these emails left.
     *
     * @return array<string, PendingEmail> By claim.
     * @throws DatabaseError
     */
    public function abandoned(): array
    {
        $letters = [];
        $rows = $this->database->rows(
            'SELECT * FROM {outbox} WHERE state = %s AND updated_at < UNIX_TIMESTAMP() - %d ORDER BY updated_at LIMIT 50',
            'sending',
            self::CLAIM
        );
        foreach ($rows as $row) {
            $letters[$row->string('claim_token')] = self::letter($row);
        }
        return $letters;
    }

    private static function letter(Row $row): PendingEmail
    {
        return new PendingEmail($row->int('order_id'), $row->int('notification_id'), $row->int('silent') === 1);
    }
}
