<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\PendingEmail;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/**
 * Which customers are to get the email, one row an order: see EmailState.
 *
 * A row that stays in "sending" is one where nobody can know whether the email left: it becomes "unknown" and is never
 * sent again automatically. Only its sender, if it comes back late, says what became of it after all.
 */
final class EmailOutbox
{
    /** Seconds after which a claim is taken for dead. */
    public const CLAIM = 600;

    /** States after which another completion of the order may send the email. */
    private const REPEATABLE = [EmailState::Held, EmailState::Skipped, EmailState::Silent];

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * Notes the email and the attempt, before the status changes: by this row it is known afterwards how far the attempt
     * got. The email itself stays as it is where the customer had it already.
     *
     * @param string $statusFrom The order's status, without "wc-".
     * @param bool|null $silent Whether a person wants no email to the customer; null keeps an earlier choice.
     */
    public function hold(int $orderId, int $notificationId, int $attemptId, string $statusFrom, ?bool $silent): void
    {
        $this->holdAll([[$orderId, $notificationId, $attemptId, $statusFrom]], $silent);
    }

    /**
     * The same for several orders at once.
     *
     * @param non-empty-list<array{int, int, int, string}> $emails Order, notification, attempt and status of each.
     */
    public function holdAll(array $emails, ?bool $silent): void
    {
        $values = [];
        foreach ($emails as $email) {
            array_push($values, ...[...$email, EmailState::Held->value, $silent === true ? 1 : 0]);
        }
        $rows = implode(', ', array_fill(0, count($emails), '(%d, %d, %d, %s, %s, %d, UNIX_TIMESTAMP())'));
        $again = implode("', '", array_column(self::REPEATABLE, 'value'));
        $isRepeatable = "state IN ('$again')";
        $this->database->execute(
            "INSERT INTO {outbox} (order_id, notification_id, attempt_id, status_from, state, silent, updated_at)
             VALUES $rows
             ON DUPLICATE KEY UPDATE
                notification_id = CASE WHEN $isRepeatable THEN VALUES(notification_id) ELSE notification_id END,
                silent = CASE WHEN $isRepeatable THEN COALESCE(%d, silent) ELSE silent END,
                updated_at = CASE WHEN $isRepeatable THEN VALUES(updated_at) ELSE updated_at END,
                reason = CASE WHEN $isRepeatable THEN NULL ELSE reason END,
                state = CASE WHEN $isRepeatable THEN VALUES(state) ELSE state END,
                attempt_id = VALUES(attempt_id),
                status_from = VALUES(status_from)",
            ...[...$values, $silent === null ? null : (int) $silent]
        );
    }

    /** Notes an email that WooCommerce sent without us: to an order that somebody completed by hand, or from its page. */
    public function noteSent(int $orderId): void
    {
        $this->database->execute(
            'INSERT IGNORE INTO {outbox} (order_id, notification_id, state, updated_at) VALUES (%d, 0, %s, UNIX_TIMESTAMP())',
            $orderId,
            EmailState::Sent->value
        );
        $this->database->execute(
            'UPDATE {outbox} SET state = %s, reason = NULL, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND state IN (%s, %s, %s, %s)',
            EmailState::Sent->value,
            $orderId,
            EmailState::Held->value,
            EmailState::Due->value,
            EmailState::Skipped->value,
            EmailState::Silent->value
        );
    }

    public function stateOf(int $orderId): ?EmailState
    {
        return EmailState::tryFrom($this->database->row('SELECT state FROM {outbox} WHERE order_id = %d', $orderId)?->string('state') ?? '');
    }

    /**
     * What became of the email that a notification noted.
     *
     * @return array{EmailState, EmailSkipReason|null}|null Null where it noted none.
     */
    public function of(int $notificationId, int $orderId): ?array
    {
        $row = $this->database->row('SELECT state, reason FROM {outbox} WHERE order_id = %d AND notification_id = %d', $orderId, $notificationId);
        $state = EmailState::tryFrom($row?->string('state') ?? '');
        return $state === null ? null : [$state, EmailSkipReason::tryFrom($row?->string('reason') ?? '')];
    }

    /**
     * Says what becomes of the email that an attempt noted: sent, dropped, or held until a person decides.
     *
     * @param EmailState|EmailSkipReason $outcome Due, Skipped, why it is skipped, or Held.
     */
    public function settle(int $attemptId, EmailState|EmailSkipReason $outcome): void
    {
        $this->settleAll([$attemptId], $outcome);
    }

    /** @param non-empty-list<int> $attemptIds */
    public function settleAll(array $attemptIds, EmailState|EmailSkipReason $outcome): void
    {
        if ($outcome !== EmailState::Held) {
            $this->database->execute(
                'UPDATE {outbox} SET state = %s, reason = %s, updated_at = UNIX_TIMESTAMP() WHERE attempt_id IN (' . Database::places($attemptIds) . ') AND state = %s',
                ...[...self::columns($outcome), ...$attemptIds, EmailState::Held->value]
            );
        }
    }

    /**
     * A person decides what happens to an email that was held.
     *
     * @return bool Whether there was one.
     */
    public function release(int $orderId, bool $send): bool
    {
        return $this->database->execute(
            'UPDATE {outbox} SET state = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND state = %s',
            ($send ? EmailState::Due : EmailState::Silent)->value,
            $orderId,
            EmailState::Held->value
        ) === 1;
    }

    /** @return list<PendingEmail> */
    public function due(int $limit): array
    {
        return array_map(
            self::pendingEmail(...),
            $this->database->rows('SELECT * FROM {outbox} WHERE state = %s ORDER BY updated_at LIMIT %d', EmailState::Due->value, $limit)
        );
    }

    /** @return string|null The claim, or null when somebody else has it. */
    public function claim(PendingEmail $email): ?string
    {
        $token = bin2hex(random_bytes(16));
        return $this->database->execute(
            'UPDATE {outbox} SET state = %s, claim_token = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND state = %s',
            EmailState::Sending->value,
            $token,
            $email->orderId,
            EmailState::Due->value
        ) === 1 ? $token : null;
    }

    /**
     * @param EmailState $from What the email is said to be: Unknown where a claim ran out before its holder came back.
     * @return bool Whether the claim still holds, and it was so.
     */
    public function mark(PendingEmail $email, string $claim, EmailState|EmailSkipReason $outcome, EmailState $from = EmailState::Sending): bool
    {
        return $this->database->execute(
            'UPDATE {outbox} SET state = %s, reason = %s, updated_at = UNIX_TIMESTAMP() WHERE order_id = %d AND claim_token = %s AND state = %s',
            ...[...self::columns($outcome), $email->orderId, $claim, $from->value]
        ) === 1;
    }

    /** See Database::commit(). */
    public function commit(): void
    {
        $this->database->commit();
    }

    /**
     * Finds claims whose holder died, or is at it for too long: nobody can know whether these emails were sent.
     *
     * @return array<string, PendingEmail> By claim.
     */
    public function abandoned(): array
    {
        $emails = [];
        $rows = $this->database->rows(
            'SELECT * FROM {outbox} WHERE state = %s AND updated_at < UNIX_TIMESTAMP() - %d ORDER BY updated_at LIMIT 50',
            EmailState::Sending->value,
            self::CLAIM
        );
        foreach ($rows as $row) {
            $emails[$row->string('claim_token')] = self::pendingEmail($row);
        }
        return $emails;
    }

    /** @return array{string, string|null} State and reason. */
    private static function columns(EmailState|EmailSkipReason $outcome): array
    {
        return $outcome instanceof EmailSkipReason ? [EmailState::Skipped->value, $outcome->value] : [$outcome->value, null];
    }

    private static function pendingEmail(Row $row): PendingEmail
    {
        return new PendingEmail($row->int('order_id'), $row->int('notification_id'), $row->int('silent') === 1, $row->text('status_from') ?? 'processing');
    }
}
