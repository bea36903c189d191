<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** One try at applying a notification. */
final class Attempt
{
    /** @param array<string, string> $params */
    private function __construct(
        public readonly int $id,
        public readonly int $notificationId,
        public readonly AttemptTrigger $trigger,
        public readonly ?int $userId,
        public readonly AttemptPhase $phase,
        public readonly ?ResultCode $code,
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
            AttemptTrigger::from($row->string('cause')),
            $row->number('user_id'),
            AttemptPhase::fromRow($row),
            ResultCode::tryFrom($row->string('code')),
            Notification::strings($row->json('params')),
            $row->text('status_before') ?? $row->text('completing_from'),
            $row->text('status_after'),
            $row->int('started_ms'),
            $row->number('finished_ms'),
        );
    }
}
