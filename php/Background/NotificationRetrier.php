<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\BatchCompleter;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;

defined('ABSPATH') || exit;

/** Applies notifications that are due: accepted ones, and those that failed for the moment. */
final class NotificationRetrier
{
    /** Orders that are completed together. */
    private const STEP = 25;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly BatchCompleter $batchCompleter,
    ) {
    }

    /** @param float $until When to stop, as microtime(true). */
    public function run(float $until): void
    {
        while (microtime(true) < $until && $this->step($until)) {
            continue;
        }
    }

    /** @return bool Whether any was tried. */
    private function step(float $until): bool
    {
        $claimed = [];
        foreach ($this->notifications->due(time(), self::STEP) as $notification) {
            // Keeps it from other web servers for as long as a lock lasts.
            if ($this->notifications->claim($notification, time() + OrderLockRepository::LENGTH)) {
                $claimed[] = $notification;
            }
        }
        $accepted = array_values(array_filter($claimed, static fn (Notification $one): bool => $one->isAccepted()));
        $settled = count($accepted) > 1 ? $this->batchCompleter->apply($accepted, AttemptTrigger::Telaris, INF) : [];
        foreach ($claimed as $notification) {
            if (isset($settled[$notification->id])) {
                continue;
            }
            if (microtime(true) >= $until) {
                $this->notifications->giveBack($notification);
                continue;
            }
            // Guarded, wherever it came from: what a person did to the order since is respected.
            $this->completion->apply($notification, $notification->isAccepted() ? AttemptTrigger::Telaris : AttemptTrigger::Retry);
        }
        return $claimed !== [];
    }
}
