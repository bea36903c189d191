<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** One message from Telaris about one order, as the history has it. */
final class Notification
{
    /** @param array<string, string> $params */
    private function __construct(
        public readonly int $id,
        public readonly string $fingerprint,
        public readonly Message $message,
        public readonly NotificationStatus $state,
        public readonly ResultCode $code,
        public readonly array $params,
        public readonly bool $needsCheck,
        public readonly ?int $orderId,
        public readonly ?string $shopNumber,
        public readonly int $attempts,
        public readonly int $receivedAt,
        public readonly int $updatedAt,
        public readonly ?int $nextAttemptAt,
    ) {
    }

    /** As it is when it has just been recorded. */
    public static function received(int $id, string $fingerprint, Message $message, int $now, int $nextAttemptAt): self
    {
        return new self($id, $fingerprint, $message, NotificationStatus::Pending, ResultCode::Received, [], false, null, null, 0, $now, $now, $nextAttemptAt);
    }

    /** The same, with the outcome of an attempt. */
    public function settled(Outcome $outcome, NotificationStatus $state, ?int $nextAttemptAt, int $now, int $attempts): self
    {
        return new self(
            $this->id,
            $this->fingerprint,
            $this->message,
            $state,
            $outcome->code,
            $outcome->params,
            $outcome->code->needsCheck(),
            $outcome->orderId ?? $this->orderId,
            $outcome->shopNumber ?? $this->shopNumber,
            $this->attempts + $attempts,
            $this->receivedAt,
            $now,
            $nextAttemptAt
        );
    }

    public static function fromRow(Row $row): self
    {
        return new self(
            $row->int('id'),
            $row->string('fingerprint'),
            Message::fromArray($row->id('webhook_id'), $row->json('payload')),
            NotificationStatus::from($row->string('state')),
            ResultCode::from($row->string('code')),
            self::strings($row->json('params')),
            $row->int('needs_check') === 1,
            $row->number('order_id'),
            $row->text('shop_number'),
            $row->int('attempts'),
            $row->int('received_at'),
            $row->int('updated_at'),
            $row->number('next_attempt_at'),
        );
    }

    /** Whether it was only accepted until now, for the shop to work on by itself. */
    public function isAccepted(): bool
    {
        return $this->state === NotificationStatus::Pending && $this->attempts === 0 && $this->nextAttemptAt === $this->receivedAt;
    }

    /** Whether Telaris got an answer about it before: a failure, or that it was accepted. */
    public function wasAnswered(): bool
    {
        return $this->code !== ResultCode::Received || $this->isAccepted();
    }

    /** Whether Telaris, sending the same message again, is answered from here. */
    public function isReplayed(): bool
    {
        return $this->code->isReplayed();
    }

    public function canResend(): bool
    {
        return $this->message->completesOrder()
            && ($this->state === NotificationStatus::Failed || $this->state === NotificationStatus::Pending || $this->code === ResultCode::PutBack);
    }

    /** Whether the shop tries again by itself what failed for the moment. */
    public function retries(): bool
    {
        return $this->state === NotificationStatus::Pending && $this->nextAttemptAt !== null && $this->attempts > 0;
    }

    /** Whether a person may say that it does not matter. */
    public function canDismiss(): bool
    {
        return $this->state === NotificationStatus::Failed;
    }

    /** Whether "Complete anyway" can do what the guard would not. */
    public function canOverride(): bool
    {
        return $this->canResend()
            && ($this->code === ResultCode::InvoiceMismatch
                || ($this->code === ResultCode::LinkMismatch && isset($this->params['other_number']))
                || ($this->code === ResultCode::StatusNotAllowed && ($this->params['overridable'] ?? '') === 'yes'));
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, string>
     */
    public static function strings(array $values): array
    {
        return array_map(static fn (mixed $value): string => is_scalar($value) ? (string) $value : '', $values);
    }
}
