<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Connection\AuthFailureRateLimiter;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\DeletedOrders;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Removes what is older than the retention, in small steps; what failed or needs a check stays until it is resolved, or its order is deleted. */
final class RetentionCleaner
{
    private const STEP = 500;

    /** Seconds. */
    private const DAY = 86400;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly DeletedOrders $deletedOrders,
        private readonly Counters $counters,
        private readonly Settings $settings,
    ) {
    }

    /** @param float $until When to stop, as microtime(true). */
    public function run(float $until): void
    {
        $before = time() - $this->settings->retentionDays() * self::DAY;
        do {
            $ids = $this->notifications->settledBefore($before, self::STEP) ?: $this->deletedOrders->notifications($before, self::STEP);
            $this->attempts->removeOf($ids);
            $this->notifications->remove($ids);
        } while ($ids !== [] && microtime(true) < $until);
        $this->deletedOrders->remove($before, $until);
        $this->counters->prune($before);
        $this->counters->forget(AuthFailureRateLimiter::ADDRESS, time() - 2 * AuthFailureRateLimiter::WINDOW);
    }
}
