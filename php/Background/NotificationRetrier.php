<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;

defined('ABSPATH') || exit;

/** Applies notifications whose next attempt is due. */
final class NotificationRetrier
{
    private const BATCH = 10;

    public function __construct(private readonly NotificationRepository $notifications, private readonly OrderCompleter $completion)
    {
    }

    /**
     * @param float $until When to stop, as microtime(true).
     * @return bool Whether any was tried.
     */
    public function run(float $until): bool
    {
        $tried = false;
        foreach ($this->notifications->due(time(), self::BATCH) as $notification) {
            if (microtime(true) >= $until) {
                break;
            }
            // Keeps it from other web servers for as long as a lock lasts.
            if ($this->notifications->claim($notification, time() + OrderLockRepository::LENGTH)) {
                $tried = true;
                // Guarded, wherever it came from: what a person did to the order since is respected.
                $this->completion->apply($notification, AttemptTrigger::Retry);
            }
        }
        return $tried;
    }
}
