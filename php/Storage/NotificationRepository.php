<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** The notifications table: what writes to it. Reading it in pages is NotificationQuery's. */
final class NotificationRepository
{
    /** Seconds after which a notification that nobody finished is picked up again. */
    public const PICK_UP_AFTER = 120;

    private const RECORD = 'INSERT IGNORE INTO {notifications}
        (webhook_id, fingerprint, type, state, code, heading, integration_reference, order_number, telaris_order, company,
         invoice_number, payload, params, received_at, updated_at, next_attempt_at) VALUES ';
    private const PLACES = '(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %d, %d, %d)';

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * Puts an accepted message into the history, before anything is done about it.
     *
     * @param bool $isDue Whether the shop is to work on it by itself, as soon as it can.
     * @return Notification|null Null when its webhook-id is there already.
     */
    public function record(Message $message, string $fingerprint, bool $isDue = false): ?Notification
    {
        $now = time();
        $next = $isDue ? $now : $now + self::PICK_UP_AFTER;
        $id = $this->database->insert(self::RECORD . self::PLACES, ...$this->values($message, $fingerprint, $now, $next));
        return $id === null ? null : Notification::received($id, $fingerprint, $message, $now, $next);
    }

    /**
     * The same for several messages at once, those included that came before.
     *
     * @param non-empty-list<array{Message, string}> $messages With their fingerprints.
     * @return array<array{Notification, string|null}> By webhook-id: the row as it stands now, and the status of its order as repeated() says it.
     */
    public function recordAll(array $messages, bool $isDue = false): array
    {
        $now = time();
        $next = $isDue ? $now : $now + self::PICK_UP_AFTER;
        $values = [];
        foreach ($messages as [$message, $fingerprint]) {
            array_push($values, ...$this->values($message, $fingerprint, $now, $next));
        }
        $this->database->execute(self::RECORD . implode(', ', array_fill(0, count($messages), self::PLACES)), ...$values);
        return $this->allRepeated(array_map(static fn (array $message): string => $message[0]->webhookId, $messages));
    }

    /** @return list<string|int|null> For PLACES. */
    private function values(Message $message, string $fingerprint, int $now, int $next): array
    {
        return [
            $this->database->storedId($message->webhookId),
            $fingerprint,
            $message->type->value,
            NotificationStatus::Pending->value,
            ResultCode::Received->value,
            ResultCode::Received->heading()->value,
            $message->integrationReference,
            $message->orderNumber,
            $message->telarisOrder,
            (string) $message->company,
            $message->invoice?->number,
            (string) wp_json_encode((object) $message->toArray()),
            '{}',
            $now,
            $now,
            $next,
        ];
    }

    /** Puts a message into the history that the shop made itself. */
    public function recordOwn(Message $message): Notification
    {
        return $this->record($message, MessageFingerprint::of($message)) ?? throw new DatabaseError('A new id is in use already.');
    }

    public function find(int $id): ?Notification
    {
        return self::one($this->database->row('SELECT * FROM {notifications} WHERE id = %d AND state <> %s', $id, ImportRepository::STATE));
    }

    /**
     * @param list<int> $ids
     * @return array<int, Notification> By id.
     */
    public function findAll(array $ids): array
    {
        $found = [];
        foreach ($ids === [] ? [] : $this->database->rows('SELECT * FROM {notifications} WHERE id IN (' . Database::places($ids) . ') AND state <> %s', ...[...$ids, ImportRepository::STATE]) as $row) {
            $found[$row->int('id')] = Notification::fromRow($row);
        }
        return $found;
    }

    /**
     * A message that came before, and the status that its order has now.
     *
     * @return array{Notification, string|null}|null The status without "wc-", or null where there is no order. Null where it is no row of the
     *                                               history, but an import.
     */
    public function repeated(string $webhookId): ?array
    {
        return array_values($this->allRepeated([$webhookId]))[0] ?? null;
    }

    /**
     * @param non-empty-list<string> $webhookIds
     * @return array<array{Notification, string|null}> By webhook-id.
     */
    private function allRepeated(array $webhookIds): array
    {
        [$orders, $id, $status, $type] = OrderTables::columns();
        $rows = $this->database->rows(
            "SELECT n.*, $status AS order_status FROM {notifications} n LEFT JOIN $orders ON $id = n.order_id AND $type = 'shop_order'
              WHERE n.state <> %s AND n.webhook_id IN (" . Database::places($webhookIds) . ')',
            ImportRepository::STATE,
            ...array_map($this->database->storedId(...), $webhookIds)
        );
        $repeated = [];
        foreach ($rows as $row) {
            $orderStatus = $row->text('order_status');
            $repeated[$row->id('webhook_id')] = [Notification::fromRow($row), $orderStatus === null ? null : OrderTables::withoutPrefix($orderStatus)];
        }
        return $repeated;
    }

    /**
     * @param list<int> $ids
     * @return array<int, string> Their webhook-ids by id.
     */
    public function webhookIds(array $ids): array
    {
        $found = [];
        foreach ($ids === [] ? [] : $this->database->rows('SELECT id, webhook_id FROM {notifications} WHERE id IN (' . Database::places($ids) . ')', ...$ids) as $row) {
            $found[$row->int('id')] = $row->id('webhook_id');
        }
        return $found;
    }

    /** The newest one that failed or is held back among those whose webhook-id begins so. */
    public function failedOf(string $prefix): ?Notification
    {
        return self::one($this->database->row(
            'SELECT * FROM {notifications} WHERE webhook_id LIKE %s AND (state = %s OR code = %s) ORDER BY id DESC LIMIT 1',
            $this->database->like($prefix) . '%',
            NotificationStatus::Failed->value,
            ResultCode::Held->value
        ));
    }

    /**
     * Records the outcome of an attempt.
     *
     * An attempt that only found somebody else at work, that found the work done, or that a crash cut off, never overwrites
     * what another one achieved.
     *
     * @param int|null $nextAttemptAt Null where the shop does not retry: what could have been retried has failed then.
     * @param bool $isAttempt Whether it counts as one.
     * @return Notification As it stands now.
     */
    public function settle(Notification $notification, Outcome $outcome, ?int $nextAttemptAt, bool $isAttempt = false): Notification
    {
        $code = $outcome->code;
        $isWeak = $code->isRetryable() || $code === ResultCode::AlreadyCompleted;
        $state = $code->isRetryable() && $nextAttemptAt === null ? NotificationStatus::Failed : $code->state();
        $now = time();
        // Evaluated from left to right: the state, which the others depend on, comes last.
        $if = '%d = 0 OR state IN (%s, %s)';
        $weak = [
            $isWeak ? 1 : 0,
            NotificationStatus::Pending->value,
            ($code === ResultCode::InProgress && ! $this->hadFailedBefore($notification->id) ? NotificationStatus::Pending : NotificationStatus::Failed)->value,
        ];
        $this->database->execute(
            "UPDATE {notifications}
                SET attempts = attempts + %d, order_id = CASE WHEN $if THEN COALESCE(%d, order_id) ELSE order_id END,
                    shop_number = CASE WHEN $if THEN COALESCE(%s, shop_number) ELSE shop_number END, code = CASE WHEN $if THEN %s ELSE code END, heading = CASE WHEN $if THEN %s ELSE heading END,
                    needs_check = CASE WHEN $if THEN %d ELSE needs_check END, params = CASE WHEN $if THEN %s ELSE params END, updated_at = CASE WHEN $if THEN %d ELSE updated_at END,
                    next_attempt_at = CASE WHEN $if THEN %d ELSE next_attempt_at END, state = CASE WHEN $if THEN %s ELSE state END
              WHERE id = %d",
            $isAttempt ? 1 : 0,
            ...[...$weak, $outcome->orderId],
            ...[...$weak, $outcome->shopNumber],
            ...[...$weak, $code->value],
            ...[...$weak, $code->heading()->value],
            ...[...$weak, $code->needsCheck() ? 1 : 0],
            ...[...$weak, (string) wp_json_encode((object) $outcome->params)],
            ...[...$weak, $now],
            ...[...$weak, $nextAttemptAt],
            ...[...$weak, $state->value],
            ...[$notification->id]
        );
        return $isWeak
            ? $this->find($notification->id) ?? $notification
            : $notification->settled($outcome, $state, $nextAttemptAt, $now, $isAttempt ? 1 : 0);
    }

    /**
     * Keeps that attempts completed their orders, for several at once.
     *
     * @param non-empty-list<array{Notification, Outcome}> $completed Outcomes without params, which all rows would share.
     * @return list<Notification> As they stand now.
     */
    public function settleCompleted(array $completed): array
    {
        $now = time();
        $orders = $numbers = $ids = $settled = [];
        foreach ($completed as [$notification, $outcome]) {
            array_push($orders, $notification->id, $outcome->orderId);
            array_push($numbers, $notification->id, $outcome->shopNumber);
            $ids[] = $notification->id;
            $settled[] = $notification->settled($outcome, NotificationStatus::Completed, null, $now, 1);
        }
        $count = count($completed);
        $this->database->execute(
            'UPDATE {notifications}
                SET attempts = attempts + 1, order_id = COALESCE(CASE id ' . implode(' ', array_fill(0, $count, 'WHEN %d THEN %d')) . ' END, order_id),
                    shop_number = COALESCE(CASE id ' . implode(' ', array_fill(0, $count, 'WHEN %d THEN %s')) . ' END, shop_number),
                    state = %s, code = %s, heading = %s, needs_check = 0, params = %s, updated_at = %d, next_attempt_at = NULL
              WHERE id IN (' . Database::places($ids) . ')',
            ...[
                ...$orders,
                ...$numbers,
                NotificationStatus::Completed->value,
                ResultCode::Completed->value,
                ResultCode::Completed->heading()->value,
                '{}',
                $now,
                ...$ids,
            ]
        );
        return $settled;
    }

    /**
     * Whether an attempt that found somebody else at work came to a row that had failed before: then nobody else is going
     * to settle it, and it is tried again. What must not be repeated automatically stays as it is.
     */
    private function hadFailedBefore(int $id): bool
    {
        $began = $this->database->number('SELECT MAX(started_ms) FROM {attempts} WHERE notification_id = %d AND code = %s', $id, ResultCode::InProgress->value);
        return $began > 0 && $this->database->number(
            'SELECT COUNT(*) FROM {attempts} WHERE notification_id = %d AND (code IS NULL OR code = %s OR (code <> %s AND (finished_ms IS NULL OR finished_ms >= %d)))',
            $id,
            ResultCode::Reverted->value,
            ResultCode::InProgress->value,
            $began
        ) === 0;
    }

    /**
     * Ends the retries: from here on only a person, or Telaris, tries again.
     *
     * @return bool Whether there were any.
     */
    public function giveUp(int $id): bool
    {
        return $this->database->execute(
            'UPDATE {notifications} SET state = %s, next_attempt_at = NULL, updated_at = %d WHERE id = %d AND state = %s',
            NotificationStatus::Failed->value,
            time(),
            $id,
            NotificationStatus::Pending->value
        ) > 0;
    }

    /**
     * Lets a person know that nobody can know whether the customer got the email.
     *
     * @return bool Whether that is settled; false as long as the notification itself is not.
     */
    public function emailUnknown(int $id): bool
    {
        $this->database->execute(
            'UPDATE {notifications} SET code = %s, heading = %s, needs_check = 1, updated_at = %d WHERE id = %d AND state = %s AND needs_check = 0',
            ResultCode::EmailUnknown->value,
            ResultCode::EmailUnknown->heading()->value,
            time(),
            $id,
            NotificationStatus::Completed->value
        );
        return $this->find($id)?->state !== NotificationStatus::Pending;
    }

    /** Undoes emailUnknown(): the sender was only slow, and knows what became of the email. */
    public function emailKnown(int $id): void
    {
        $this->database->execute(
            'UPDATE {notifications} SET code = %s, heading = %s, needs_check = 0, updated_at = %d WHERE id = %d AND code = %s',
            ResultCode::Completed->value,
            ResultCode::Completed->heading()->value,
            time(),
            $id,
            ResultCode::EmailUnknown->value
        );
    }

    public function markChecked(int $id): bool
    {
        return $this->database->execute(
            'UPDATE {notifications} SET needs_check = 0, heading = %s, updated_at = %d WHERE id = %d AND needs_check = 1',
            ResultCategory::Completed->value,
            time(),
            $id
        ) === 1;
    }

    /** It needs a check again, as it did before a person said that there was one. */
    public function takeCheckBack(Notification $notification): bool
    {
        return $notification->code->needsCheck() && $this->database->execute(
            'UPDATE {notifications} SET needs_check = 1, heading = %s, updated_at = %d WHERE id = %d AND code = %s AND needs_check = 0',
            $notification->code->heading()->value,
            time(),
            $notification->id,
            $notification->code->value
        ) === 1;
    }

    /**
     * What the shop is to try again by now.
     *
     * @return list<Notification> Oldest first.
     */
    public function due(int $now, int $limit): array
    {
        return array_map(
            Notification::fromRow(...),
            $this->database->rows(
                'SELECT * FROM {notifications} WHERE next_attempt_at <= %d AND state = %s ORDER BY next_attempt_at LIMIT %d',
                $now,
                NotificationStatus::Pending->value,
                $limit
            )
        );
    }

    /** Takes a due notification, so that only one of many web heads tries it. */
    public function claim(Notification $notification, int $until): bool
    {
        return $this->database->execute(
            'UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d AND next_attempt_at = %d AND state = %s',
            $until,
            $notification->id,
            $notification->nextAttemptAt,
            NotificationStatus::Pending->value
        ) === 1;
    }

    /** Gives a claimed one back, untried. */
    public function giveBack(Notification $notification): void
    {
        $this->database->execute(
            'UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d AND state = %s',
            $notification->nextAttemptAt,
            $notification->id,
            NotificationStatus::Pending->value
        );
    }

    /**
     * Whatever is about an order, as far as a change of the order may mean something for it: not the one whose attempt
     * holds the order now.
     *
     * @return list<Notification> Newest first.
     */
    public function concerning(int $orderId): array
    {
        $rows = $this->database->rows(
            'SELECT n.* FROM (
                SELECT * FROM {notifications} WHERE order_id = %d AND state <> %s
                UNION ALL SELECT * FROM {notifications} WHERE integration_reference = %s AND order_id IS NULL AND state IN (%s, %s) AND heading <> %s
             ) n WHERE NOT EXISTS (
                SELECT 1 FROM {orders} o JOIN {attempts} a ON a.id = o.lease_attempt
                 WHERE o.order_id = %d AND o.lease_token IS NOT NULL AND a.notification_id = n.id
             )',
            $orderId,
            NotificationStatus::Ignored->value,
            (string) $orderId,
            NotificationStatus::Pending->value,
            NotificationStatus::Failed->value,
            ResultCategory::LinkMissing->value,
            $orderId
        );
        $found = array_map(Notification::fromRow(...), $rows);
        usort($found, static fn (Notification $one, Notification $other): int => $other->id <=> $one->id);
        return $found;
    }

    /**
     * Says another thing of a notification, where it still is as it was seen.
     *
     * @param int|null $nextAttemptAt When the shop retries, in Unix seconds.
     * @param NotificationStatus|null $state Other than the code's own.
     * @return bool Whether it was.
     */
    public function change(Notification $seen, Outcome $outcome, ?int $nextAttemptAt = null, ?NotificationStatus $state = null): bool
    {
        return $this->database->execute(
            'UPDATE {notifications} SET state = %s, code = %s, heading = %s, needs_check = %d, params = %s, order_id = COALESCE(%d, order_id),
                    shop_number = COALESCE(%s, shop_number), updated_at = %d, next_attempt_at = %d
              WHERE id = %d AND state = %s AND code = %s',
            ($state ?? $outcome->code->state())->value,
            $outcome->code->value,
            $outcome->code->heading()->value,
            $outcome->code->needsCheck() ? 1 : 0,
            (string) wp_json_encode((object) $outcome->params),
            $outcome->orderId,
            $outcome->shopNumber,
            time(),
            $nextAttemptAt,
            $seen->id,
            $seen->state->value,
            $seen->code->value
        ) === 1;
    }

    /**
     * What came last about an order.
     *
     * @return list<Notification> Newest first.
     */
    public function newestOf(int $orderId, int $limit): array
    {
        return array_map(
            Notification::fromRow(...),
            $this->database->rows('SELECT * FROM {notifications} WHERE order_id = %d ORDER BY received_at DESC, id DESC LIMIT %d', $orderId, $limit)
        );
    }

    /**
     * What can be re-sent of some orders. One query.
     *
     * @param non-empty-list<int> $orderIds
     * @return list<Notification> Newest first, one for each order.
     */
    public function resendableOf(array $orderIds): array
    {
        $rows = $this->database->rows(
            'SELECT * FROM {notifications} WHERE order_id IN (' . Database::places($orderIds) . ') AND state <> %s ORDER BY id DESC',
            ...[...$orderIds, NotificationStatus::Ignored->value]
        );
        $found = [];
        foreach (array_map(Notification::fromRow(...), $rows) as $notification) {
            if ($notification->canResend()) {
                $found[(int) $notification->orderId] ??= $notification;
            }
        }
        return array_values($found);
    }

    /**
     * Failed notifications that a link may put right.
     *
     * @return list<Notification> Oldest first.
     */
    public function waitingForLink(TelarisOrder $telarisOrder): array
    {
        return array_map(
            Notification::fromRow(...),
            $this->database->rows(
                'SELECT * FROM {notifications} WHERE telaris_order = %s AND company = %s AND state = %s AND heading = %s ORDER BY id LIMIT 50',
                $telarisOrder->number,
                $telarisOrder->company,
                NotificationStatus::Failed->value,
                ResultCategory::LinkMissing->value
            )
        );
    }

    /**
     * What is older than the retention; not what failed or needs a check, nor what was settled lately.
     *
     * @param int $before Unix seconds.
     * @return list<int> Ids, oldest first.
     */
    public function settledBefore(int $before, int $limit): array
    {
        return array_map(
            static fn (Row $row): int => $row->int('id'),
            $this->database->rows(
                'SELECT id FROM {notifications} WHERE received_at < %d AND updated_at < %d AND state IN (%s, %s, %s) AND needs_check = 0 ORDER BY received_at LIMIT %d',
                $before,
                $before,
                ImportRepository::STATE,
                NotificationStatus::Completed->value,
                NotificationStatus::Ignored->value,
                $limit
            )
        );
    }

    /** @param list<int> $ids */
    public function remove(array $ids): void
    {
        if ($ids !== []) {
            $this->database->execute('DELETE FROM {notifications} WHERE id IN (' . Database::places($ids) . ')', ...$ids);
        }
    }

    /** @return int Orders, not messages: several may be about one. */
    public function countFailed(): int
    {
        return $this->countOrders('state = %s', NotificationStatus::Failed->value);
    }

    /** @return int Orders, not messages. */
    public function countToCheck(): int
    {
        return $this->countOrders('needs_check = %d', 1);
    }

    /** @return int Both of them, in one query: wp-admin's menu asks on every page. */
    public function countAttention(): int
    {
        $failed = NotificationStatus::Failed->value;
        return $this->database->number('SELECT ' . self::orders('state = %s') . ' + ' . self::orders('needs_check = %d'), $failed, $failed, 1, 1);
    }

    /** @param literal-string $condition */
    private function countOrders(string $condition, string|int $value): int
    {
        return $this->database->number('SELECT ' . self::orders($condition), $value, $value);
    }

    /**
     * @param literal-string $condition
     * @return literal-string A sum. An order that is not known here is identified by Telaris's number.
     */
    private static function orders(string $condition): string
    {
        return "(SELECT COUNT(DISTINCT order_id) FROM {notifications} WHERE $condition)
              + (SELECT COUNT(DISTINCT CONCAT(company, '/', COALESCE(telaris_order, webhook_id))) FROM {notifications} WHERE $condition AND order_id IS NULL)";
    }

    /** @return int Those that the shop tries again by itself. */
    public function countPending(): int
    {
        return $this->database->number('SELECT COUNT(*) FROM {notifications} WHERE state = %s AND code <> %s', NotificationStatus::Pending->value, ResultCode::Held->value);
    }

    /** @return int Orders that wait until a person releases them. */
    public function countHeld(): int
    {
        return $this->countOrders('code = %s', ResultCode::Held->value);
    }

    /** @return list<Notification> Held back and about this order, oldest first. */
    public function heldOf(int $orderId): array
    {
        return array_map(
            Notification::fromRow(...),
            $this->database->rows('SELECT * FROM {notifications} WHERE order_id = %d AND state = %s AND code = %s ORDER BY id LIMIT 50', $orderId, NotificationStatus::Pending->value, ResultCode::Held->value)
        );
    }

    /**
     * @param int $after Id.
     * @return list<Notification> Held back, oldest first.
     */
    public function held(int $after, int $limit): array
    {
        return array_map(
            Notification::fromRow(...),
            $this->database->rows(
                'SELECT * FROM {notifications} WHERE state = %s AND code = %s AND id > %d ORDER BY id LIMIT %d',
                NotificationStatus::Pending->value,
                ResultCode::Held->value,
                $after,
                $limit
            )
        );
    }

    private static function one(?Row $row): ?Notification
    {
        return $row === null ? null : Notification::fromRow($row);
    }
}
