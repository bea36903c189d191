<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;

defined('ABSPATH') || exit;

/** Records what came of a notification without an attempt of ours, and tells other plug-ins. */
final class OutcomeNoter
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly OutcomeEvents $events,
    ) {
    }

    /**
     * Changes a row, once, even where several processes saw the same change.
     *
     * @param int|null $nextAttemptAt When the shop tries, in Unix seconds.
     * @return bool Whether it still was as it was seen.
     */
    public function note(Notification $seen, Outcome $outcome, ?int $nextAttemptAt = null): bool
    {
        if (! $this->notifications->change($seen, $outcome, $nextAttemptAt)) {
            return false;
        }
        $this->attempts->note($seen->id, AttemptTrigger::Shop, get_current_user_id() ?: null, $outcome);
        $this->events->add($seen->id, $outcome->code, $seen->state !== NotificationStatus::Completed);
        return true;
    }
}
