<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Attempt;
use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;

defined('ABSPATH') || exit;

/** The attempts table. */
final class AttemptRepository
{
    /** @var array<int, int> Attempts that Telaris's call began in this process, by notification. */
    private array $begunByTelaris = [];

    public function __construct(private readonly Database $database)
    {
    }

    /** @return int The attempt's id. */
    public function start(int $notificationId, AttemptTrigger $trigger, ?int $userId): int
    {
        $id = $this->database->insert(
            'INSERT INTO {attempts} (notification_id, cause, user_id, phase, params, started_ms) VALUES (%d, %s, %d, %s, %s, %d)',
            $notificationId,
            $trigger->value,
            $userId,
            AttemptPhase::Started->value,
            '{}',
            self::now()
        ) ?? throw new DatabaseError('An attempt could not be written down.');
        $this->noteBegun([$notificationId => $id], $trigger);
        return $id;
    }

    /**
     * The same for several at once, of different notifications.
     *
     * @param non-empty-list<int> $notificationIds
     * @return array<int, int> The attempts' ids by notification.
     */
    public function startAll(array $notificationIds, AttemptTrigger $trigger): array
    {
        // Ids of one INSERT follow each other on some databases only: what was written is told by a token.
        $token = (string) wp_json_encode(['batch' => bin2hex(random_bytes(8))]);
        $values = [];
        foreach ($notificationIds as $id) {
            array_push($values, $id, $trigger->value, AttemptPhase::Started->value, $token, self::now());
        }
        $rows = implode(', ', array_fill(0, count($notificationIds), '(%d, %s, %s, %s, %d)'));
        $this->database->execute("INSERT INTO {attempts} (notification_id, cause, phase, params, started_ms) VALUES $rows", ...$values);
        $ids = [];
        $places = Database::places($notificationIds);
        foreach ($this->database->rows("SELECT id, notification_id FROM {attempts} WHERE notification_id IN ($places) AND params = %s", ...[...$notificationIds, $token]) as $row) {
            $ids[$row->int('notification_id')] = $row->int('id');
        }
        $this->noteBegun($ids, $trigger);
        return $ids;
    }

    /** @return array<int, int> The last attempt that Telaris's call began in this process, by notification. */
    public function begunByTelaris(): array
    {
        return $this->begunByTelaris;
    }

    /** @param array<int, int> $ids By notification. */
    private function noteBegun(array $ids, AttemptTrigger $trigger): void
    {
        if ($trigger === AttemptTrigger::Telaris) {
            $this->begunByTelaris = $ids + $this->begunByTelaris;
        }
    }

    /**
     * Forgets attempts that were started and did not begin.
     *
     * @param non-empty-list<int> $ids
     */
    public function forget(array $ids): void
    {
        $this->begunByTelaris = array_diff($this->begunByTelaris, $ids);
        $this->database->execute('DELETE FROM {attempts} WHERE id IN (' . Database::places($ids) . ') AND phase = %s', ...[...$ids, AttemptPhase::Started->value]);
    }

    public function finish(int $id, Outcome $outcome, bool $cutOff = false): void
    {
        $this->database->execute(
            'UPDATE {attempts} SET phase = %s, code = %s, params = %s, status_before = %s, status_after = %s, finished_ms = %d WHERE id = %d',
            AttemptPhase::Done->value,
            $outcome->code->value,
            (string) wp_json_encode((object) $outcome->params),
            $outcome->statusBefore,
            $outcome->statusAfter,
            $cutOff ? null : self::now(),
            $id
        );
    }

    /**
     * An attempt, and how far it got: the email is noted before the status is set, and the gate writes the attempt down
     * before the Completed hooks begin.
     */
    public function find(int $id): ?Attempt
    {
        $row = $this->database->row(
            'SELECT a.*, e.status_from AS completing_from, o.completed_attempt AS hooks
               FROM {attempts} a
               LEFT JOIN {outbox} e ON e.attempt_id = a.id
               LEFT JOIN {orders} o ON o.completed_attempt = a.id
              WHERE a.id = %d',
            $id
        );
        return $row === null ? null : Attempt::fromRow($row);
    }

    /** Records what was not an attempt but belongs into the story of a notification. */
    public function note(int $notificationId, AttemptTrigger $trigger, ?int $userId, Outcome $outcome): void
    {
        $id = $this->database->insert(
            'INSERT INTO {attempts} (notification_id, cause, user_id, phase, code, params, status_before, status_after, started_ms, finished_ms)
             VALUES (%d, %s, %d, %s, %s, %s, %s, %s, %d, %d)',
            $notificationId,
            $trigger->value,
            $userId,
            AttemptPhase::Done->value,
            $outcome->code->value,
            (string) wp_json_encode((object) $outcome->params),
            $outcome->statusBefore,
            $outcome->statusAfter,
            self::now(),
            self::now()
        );
        $this->noteBegun($id === null ? [] : [$notificationId => $id], $trigger);
    }

    /** How often the shop retried automatically. */
    public function countRetries(int $notificationId): int
    {
        return $this->database->number(
            'SELECT COUNT(*) FROM {attempts} WHERE notification_id = %d AND cause = %s',
            $notificationId,
            AttemptTrigger::Retry->value
        );
    }

    /** @return list<Attempt> Oldest first. */
    public function of(int $notificationId): array
    {
        return array_map(
            Attempt::fromRow(...),
            $this->database->rows('SELECT * FROM {attempts} WHERE notification_id = %d ORDER BY id', $notificationId)
        );
    }

    /** @param list<int> $notificationIds */
    public function removeOf(array $notificationIds): void
    {
        if ($notificationIds !== []) {
            $this->database->execute('DELETE FROM {attempts} WHERE notification_id IN (' . Database::places($notificationIds) . ')', ...$notificationIds);
        }
    }

    private static function now(): int
    {
        return (int) round(microtime(true) * 1000);
    }
}
