<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\BatchCompleter;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Applies notifications that are due: accepted ones, and those that failed for the moment. */
final class NotificationRetrier
{
    /** Orders that are completed together. */
    private const STEP = 10;

    /** Counter. */
    private const WORKER = 'worker';

    /** Seconds after which a worker is taken for dead. Longer than a run. */
    private const DEAD_AFTER = 120;

    private bool $isCrowded = false;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly BatchCompleter $batchCompleter,
        private readonly Counters $counters,
        private readonly Settings $settings,
    ) {
    }

    /**
     * @param float $until When to stop, as microtime(true).
     * @return bool Whether any was tried.
     */
    public function run(float $until): bool
    {
        if ($this->notifications->due(time(), 1) === []) {
            return false;
        }
        $worker = $this->worker();
        $this->isCrowded = $worker === null;
        if ($worker === null) {
            return false;
        }
        try {
            $tried = false;
            while (microtime(true) < $until && $this->step($until)) {
                $tried = true;
            }
            return $tried;
        } finally {
            $this->counters->set($worker, 0);
        }
    }

    /** Whether enough others were at work: they come to what is left. */
    public function isCrowded(): bool
    {
        return $this->isCrowded;
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

    /** @return string|null The counter that says that this process is one of the few; null where there are enough. */
    private function worker(): ?string
    {
        for ($number = 1; $number <= $this->settings->parallelWorkers(); $number++) {
            if ($this->counters->claim(self::WORKER . ":$number", self::DEAD_AFTER)) {
                return self::WORKER . ":$number";
            }
        }
        return null;
    }
}
