<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;

defined('ABSPATH') || exit;

/** Applies several notifications at once, as far as they can be prepared together. */
final class BatchCompleter
{
    public function __construct(private readonly BatchPreparation $preparation, private readonly OrderCompleter $completer)
    {
    }

    /**
     * @param non-empty-list<Notification> $notifications
     * @param float $until When nothing new is begun, as microtime(true) tells it.
     * @return array<int, Notification|null> By id: as it stands afterwards; null where there was no time for it. What is missing is to be applied alone.
     */
    public function apply(array $notifications, AttemptTrigger $trigger, float $until): array
    {
        if ($this->completer->holds($trigger)) {
            $kept = [];
            foreach ($notifications as $notification) {
                $kept[$notification->id] = microtime(true) >= $until ? null : $this->completer->apply($notification, $trigger);
            }
            return $kept;
        }
        $runs = $this->preparation->prepare($notifications, $trigger);
        $settled = $this->completer->applyPrepared($runs, $until);
        $left = array_values(array_filter($runs, static fn (AttemptRun $run): bool => ! isset($settled[$run->notification->id])));
        $this->preparation->giveBack($left);
        foreach ($left as $run) {
            $settled[$run->notification->id] = null;
        }
        return $settled;
    }
}
