<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Connection\AuthFailureRateLimiter;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\DeletedOrders;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\RefusedCallRepository;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Removes what is older than the retention, in small steps; what failed or needs a check stays until it is resolved, or its order is deleted. */
final class RetentionCleaner
{
    private const STEP = 500;

    /** Days that refused calls are kept at most: what they were about is sent again, or asked about, long before. */
    private const REFUSED_DAYS = 30;

    /** Seconds. */
    private const DAY = 86400;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly DeliveryRepository $deliveries,
        private readonly DeletedOrders $deletedOrders,
        private readonly RefusedCallRepository $refusedCalls,
        private readonly LastReconciliation $lastReconciliation,
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
            $this->deliveries->removeOf($ids);
            $this->notifications->remove($ids);
        } while ($ids !== [] && microtime(true) < $until);
        $this->deletedOrders->remove($before, $until);
        $this->lastReconciliation->prune($before);
        $this->counters->prune($before);
        $this->refusedCalls->prune(max($before, time() - self::REFUSED_DAYS * self::DAY));
        $this->counters->forget(AuthFailureRateLimiter::RANGE, time() - 2 * self::DAY);
        $this->counters->forget(AuthFailureRateLimiter::ADDRESS, time() - AuthFailureRateLimiter::KEPT);
    }
}
