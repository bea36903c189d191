<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\OrderStatusObserver;
use TelarisForWooCommerce\Support\Counters;

defined('ABSPATH') || exit;

/** Once a day: finds changes of orders that no hook reported, and deletes what is too old. */
final class DailyMaintenance
{
    private const LAST_RUN = 'pruned_at';

    /** Seconds. Less than a day, so that each daily action does it. */
    private const INTERVAL = 82800;

    public function __construct(
        private readonly Counters $counters,
        private readonly OrderStatusObserver $orderStatusObserver,
        private readonly RetentionCleaner $retentionCleaner,
    ) {
    }

    /** @param float $until When to stop, as microtime(true). */
    public function run(float $until): void
    {
        $now = time();
        if ($this->counters->get(self::LAST_RUN) < $now - self::INTERVAL) {
            $this->counters->set(self::LAST_RUN, $now);
            $this->orderStatusObserver->check($until);
            $this->retentionCleaner->run($until);
        }
    }
}
