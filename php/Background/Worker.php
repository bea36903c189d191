<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Storage\DueWorkQuery;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/**
 * Processes the orders and emails that wait, in as many processes at a time as the setting `parallel_workers` allows, so
 * that the storefront keeps its share at a month's end or when many calls come at once. Any further process leaves its
 * work to these.
 */
final class Worker
{
    /** Seconds of one round, orders then emails. An order that comes in waits no longer than that for emails. */
    private const ROUND = 4.0;

    /** Seconds that emails wait while orders do, but for one a round. After that they have a part of each round. */
    private const EMAIL_WAIT = 600;

    /** The part of a round that is theirs then, however many orders wait. */
    private const EMAILS = 0.25;

    /** Counter. */
    private const PLACE = 'worker';

    /** Seconds after which a worker is taken for dead. Longer than a round whose last order is slow. */
    private const DEAD_AFTER = 60;

    private bool $isCrowded = false;

    public function __construct(
        private readonly NotificationRetrier $notificationRetrier,
        private readonly EmailSender $emailSender,
        private readonly DueWorkQuery $dueWork,
        private readonly Counters $counters,
        private readonly Settings $settings,
    ) {
    }

    /** @param float $until When no further round begins, as microtime(true). */
    public function run(float $until): void
    {
        $this->isCrowded = false;
        // Asked again after the place is given back: another process may have come meanwhile, and left because it was taken.
        while (microtime(true) < $until && $this->dueWork->isWaiting()) {
            $claimed = hrtime(true);
            $place = $this->place();
            if ($place === null) {
                $this->isCrowded = true;
                return;
            }
            try {
                $begun = microtime(true);
                $end = min($until, $begun + self::ROUND);
                $isOverdue = $this->dueWork->isEmailOverdue(self::EMAIL_WAIT);
                $this->notificationRetrier->run($isOverdue ? $end - ($end - $begun) * self::EMAILS : $end);
                $this->emailSender->deliver($end);
            } finally {
                // A slow email may have taken longer than the claim.
                $this->counters->release($place, self::DEAD_AFTER - intdiv(hrtime(true) - $claimed, 1_000_000_000));
            }
        }
    }

    /** Whether enough other processes were at work, so that this one left the rest to them. */
    public function isCrowded(): bool
    {
        return $this->isCrowded;
    }

    /** @return string|null The counter that says that this process is one of the few; null where there are enough. */
    private function place(): ?string
    {
        for ($number = 1; $number <= $this->settings->parallelWorkers(); $number++) {
            if ($this->counters->claim(self::PLACE . ":$number", self::DEAD_AFTER)) {
                return self::PLACE . ":$number";
            }
        }
        return null;
    }
}
