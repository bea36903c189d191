<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** One time that Telaris sent a message, and what it was answered. */
final class Delivery
{
    /**
     * @param int|null $attemptId What it began; null where nothing was tried, for instance because it was answered from the history.
     * @param bool $isReplayed Whether it was answered from the history.
     * @param int $receivedMs When the request arrived, in Unix milliseconds.
     * @param int $durationMs Milliseconds until the answer.
     * @param int $status The HTTP status of the answer; of a batch, that of the whole.
     * @param int $times How often it was sent, where only the last time is kept.
     */
    public function __construct(
        public readonly int $notificationId,
        public readonly ?int $attemptId,
        public readonly bool $isReplayed,
        public readonly int $receivedMs,
        public readonly int $durationMs,
        public readonly int $status,
        public readonly DeliveredBody $request,
        public readonly DeliveredBody $response,
        public readonly int $times = 1,
    ) {
    }

    public static function fromRow(Row $row): self
    {
        return new self(
            $row->int('notification_id'),
            $row->int('attempt_id') ?: null,
            $row->int('replayed') === 1,
            $row->int('received_ms'),
            $row->int('duration_ms'),
            $row->int('http_status'),
            DeliveredBody::fromArray($row->json('request')),
            DeliveredBody::fromArray($row->json('response')),
            $row->int('times')
        );
    }
}
