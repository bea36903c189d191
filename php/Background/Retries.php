<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;

defined('ABSPATH') || exit;

/** What a person does about the shop's own retries: has one made now, or ends them. */
final class Retries
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly OrderCompleter $completion,
    ) {
    }

    /** Tries as the shop would by itself, guarded. It counts as one of its retries. */
    public function tryNow(Notification $notification, ?int $userId): ?Notification
    {
        // Another process may have begun in the meantime.
        return $notification->retries() && $this->notifications->claim($notification, time() + OrderLockRepository::LENGTH)
            ? $this->completion->apply($notification, AttemptTrigger::Retry, new AttemptOptions(userId: $userId))
            : null;
    }

    /** @return Notification|null Failed with its cause; null where nothing was to be ended. */
    public function cancel(Notification $notification, ?int $userId): ?Notification
    {
        if (! $notification->retries() || ! $this->notifications->giveUp($notification->id)) {
            return null;
        }
        $this->attempts->note($notification->id, AttemptTrigger::Cancel, $userId, new Outcome($notification->code, $notification->params, $notification->orderId));
        return $this->notifications->find($notification->id);
    }
}
