<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\AttemptRecorder;
use TelarisForWooCommerce\Storage\OrderLockRepository;

defined('ABSPATH') || exit;

/** Finds attempts that a crash cut off, by their expired leases, and records what became of them. */
final class AttemptRecovery
{
    private const BATCH = 10;

    public function __construct(private readonly OrderLockRepository $locks, private readonly AttemptRecorder $attemptRecorder)
    {
    }

    public function run(): void
    {
        foreach ($this->locks->expired(self::BATCH) as $orderId) {
            $lease = $this->locks->acquire($orderId, 0);
            if ($lease === null) {
                continue;
            }
            if ($lease->interrupted === null) {
                // Another web head was faster, and is done with it.
                $this->locks->release($lease);
            } else {
                $this->attemptRecorder->recover($lease->interrupted, $lease, true);
            }
        }
    }
}
