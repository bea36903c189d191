<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/**
 * While a merchant holds the plugin back: everything is taken in and no order is touched. Each row says what would have
 * happened, and waits for a person, also after the hold has ended.
 */
final class Hold
{
    public function __construct(
        private readonly Settings $settings,
        private readonly ResendPreview $preview,
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
    ) {
    }

    /** What a person asks for is done: it is how a row is released. */
    public function stops(AttemptTrigger $trigger): bool
    {
        return $this->settings->hold() && ! $trigger->isPerson();
    }

    /** @return Notification As it stands now. */
    public function keep(Notification $notification, AttemptTrigger $trigger): Notification
    {
        $preview = $this->preview->of($notification->message, false);
        $against = $preview['against'];
        if ($notification->state === NotificationStatus::Failed && $against?->code === $notification->code) {
            // It failed before the hold, and would again.
            return $notification;
        }
        $would = $against->code ?? ($preview['completed'] ? ResultCode::AlreadyCompleted : ResultCode::Completed);
        $status = $preview['status'];
        $outcome = new Outcome(ResultCode::Held, ['would' => $would->value] + ($against->params ?? []), $preview['order_id'], $status, $status, $preview['number']);
        if ($this->notifications->change($notification, $outcome)) {
            $this->attempts->note($notification->id, $trigger, null, $outcome);
        }
        return $this->notifications->find($notification->id) ?? $notification;
    }
}
