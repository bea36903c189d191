<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Storage\DueWorkQuery;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/**
 * Works off what waits: orders, and their emails. Only as many processes at a time as the setting `parallel_workers` says,
 * so that a month's end, or many calls at once, leave the storefront its share; the others go, and their work is come to.
 */
final class Worker
{
    /** Seconds after which it is looked again what waits: an order that comes in waits no longer for emails. */
    private const SLICE = 4.0;

    /** The part of them that emails have, however many orders wait. */
    private const EMAILS = 0.25;

    /** Counter. */
    private const PLACE = 'worker';

    /** Seconds after which a worker is taken for dead. Longer than a slice whose last order takes its time. */
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

    /** @param float $until When nothing new is begun, as microtime(true) tells it. */
    public function run(float $until): void
    {
        $this->isCrowded = false;
        // Asked again once the place is given back: whoever came meanwhile found it taken, and left.
        while (microtime(true) < $until && $this->dueWork->isWaiting()) {
            $place = $this->place();
            if ($place === null) {
                $this->isCrowded = true;
                return;
            }
            try {
                $begun = microtime(true);
                $end = min($until, $begun + self::SLICE);
                $this->notificationRetrier->run($end - ($end - $begun) * self::EMAILS);
                $this->emailSender->deliver($end);
            } finally {
                $this->counters->set($place, 0);
            }
        }
    }

    /** Whether enough others were at work: they come to what is left. */
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
