<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/** When the shop next has something due: a retry, an email, an attempt or an email that a crash cut off, an alert. */
final class DueWorkQuery
{
    public function __construct(private readonly Database $database, private readonly AlertState $alerts)
    {
    }

    /** @return int|null Unix seconds, in the past where it is due already; null where there is nothing. */
    public function nextAt(): ?int
    {
        $due = $this->workAt();
        $alert = $this->alerts->read()->nextAt;
        return $alert === 0 ? $due : min($due ?? $alert, $alert);
    }

    /** @return int|null As nextAt(), of what concerns orders and their emails. */
    public function workAt(): ?int
    {
        // Leases and emails go by the database's clock, which may be minutes off PHP's.
        $ahead = '%d - UNIX_TIMESTAMP()';
        $now = time();
        return $this->database->row(
            "SELECT MIN(due_at) AS due_at FROM (
                SELECT MIN(next_attempt_at) AS due_at FROM {notifications} WHERE state = %s AND next_attempt_at > 0
                UNION ALL SELECT MIN(lease_until) + 1 + $ahead FROM {orders} WHERE lease_until > 0
                UNION ALL SELECT MIN(updated_at) + $ahead FROM {outbox} WHERE state = %s
                UNION ALL SELECT MIN(updated_at) + %d + $ahead FROM {outbox} WHERE state = %s
            ) AS due",
            NotificationStatus::Pending->value,
            $now,
            $now,
            EmailState::Due->value,
            EmailOutbox::CLAIM + 1,
            $now,
            EmailState::Sending->value
        )?->number('due_at');
    }

    /** Whether an email has waited for so many seconds. */
    public function isEmailOverdue(int $seconds): bool
    {
        return $this->database->row(
            'SELECT order_id FROM {outbox} WHERE state = %s AND updated_at < UNIX_TIMESTAMP() - %d LIMIT 1',
            EmailState::Due->value,
            $seconds
        ) !== null;
    }

    /** Whether an order or an email waits for somebody to work on it. */
    public function isWaiting(): bool
    {
        return $this->database->rows(
            'SELECT * FROM (SELECT id FROM {notifications} WHERE state = %s AND next_attempt_at <= %d LIMIT 1) AS orders
             UNION ALL SELECT * FROM (SELECT order_id AS id FROM {outbox} WHERE state = %s LIMIT 1) AS emails',
            NotificationStatus::Pending->value,
            time(),
            EmailState::Due->value
        ) !== [];
    }
}
