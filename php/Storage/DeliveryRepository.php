<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Delivery;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/**
 * What Telaris sent and was answered: one row for each attempt that it began, one for what began none, and one for all
 * repetitions that were answered from the history, however many there are. Read only with the details of a notification.
 */
final class DeliveryRepository
{
    /** Rows of one statement: each may hold some kilobytes. */
    private const STEP = 20;

    public function __construct(private readonly Database $database)
    {
    }

    /** @param list<Delivery> $deliveries */
    public function record(array $deliveries): void
    {
        foreach (array_chunk($this->withoutErased($deliveries), self::STEP) as $some) {
            $values = [];
            foreach ($some as $delivery) {
                array_push(
                    $values,
                    $delivery->notificationId,
                    $delivery->attemptId ?? 0,
                    $delivery->isReplayed ? 1 : 0,
                    $delivery->receivedMs,
                    $delivery->durationMs,
                    $delivery->status,
                    (string) wp_json_encode($delivery->request->toArray()),
                    (string) wp_json_encode($delivery->response->toArray())
                );
            }
            $this->database->execute(
                'INSERT INTO {deliveries} (notification_id, attempt_id, replayed, received_ms, duration_ms, http_status, request, response) VALUES '
                    . implode(', ', array_fill(0, count($some), '(%d, %d, %d, %d, %d, %d, %s, %s)'))
                    . ' ON DUPLICATE KEY UPDATE received_ms = VALUES(received_ms), duration_ms = VALUES(duration_ms), http_status = VALUES(http_status),
                        request = VALUES(request), response = VALUES(response), times = times + 1',
                ...$values
            );
        }
    }

    /**
     * A message whose content was erased with its order's personal data may still be sent again, and is answered from the
     * history.
     *
     * @param list<Delivery> $deliveries
     * @return list<Delivery>
     */
    private function withoutErased(array $deliveries): array
    {
        $ids = array_values(array_map(
            static fn (Delivery $one): int => $one->notificationId,
            array_filter($deliveries, static fn (Delivery $one): bool => $one->isReplayed)
        ));
        if ($ids === []) {
            return $deliveries;
        }
        $erased = array_map(
            static fn (Row $row): int => $row->int('id'),
            $this->database->rows('SELECT id FROM {notifications} WHERE id IN (' . Database::places($ids) . ') AND payload = ' . PersonalData::ERASED_PAYLOAD, ...$ids)
        );
        return array_values(array_filter($deliveries, static fn (Delivery $one): bool => ! in_array($one->notificationId, $erased, true)));
    }

    /** @return list<Delivery> Oldest first. */
    public function of(int $notificationId): array
    {
        return array_map(
            Delivery::fromRow(...),
            $this->database->rows('SELECT * FROM {deliveries} WHERE notification_id = %d ORDER BY received_ms, id', $notificationId)
        );
    }

    /** @param list<int> $notificationIds */
    public function removeOf(array $notificationIds): void
    {
        if ($notificationIds !== []) {
            $this->database->execute('DELETE FROM {deliveries} WHERE notification_id IN (' . Database::places($notificationIds) . ')', ...$notificationIds);
        }
    }
}
