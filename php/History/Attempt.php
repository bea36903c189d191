<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\History;

use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** One try at applying a notification. */
final class Attempt
{
    /** @param array<string, string> $params */
    private function __construct(
        public readonly int $id,
        public readonly int $notificationId,
        public readonly Trigger $trigger,
        public readonly ?int $userId,
        public readonly Phase $phase,
        public readonly ?Code $code,
        public readonly array $params,
        public readonly ?string $statusBefore,
        public readonly ?string $statusAfter,
        public readonly int $startedMs,
        public readonly ?int $finishedMs,
    ) {
    }

    public static function fromRow(Row $row): self
    {
        return new self(
            $row->int('id'),
            $row->int('notification_id'),
            Trigger::from($row->string('cause')),
            $row->number('user_id'),
            Phase::from($row->string('phase')),
            Code::tryFrom($row->string('code')),
            Notification::strings($row->json('params')),
            $row->text('status_before'),
            $row->text('status_after'),
            $row->int('started_ms'),
            $row->number('finished_ms'),
        );
    }
}
