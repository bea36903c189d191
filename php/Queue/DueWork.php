<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Queue;

use TelarisForWooCommerce\Connection\ShopAddress;
use TelarisForWooCommerce\Database\DatabaseError;
use TelarisForWooCommerce\Email\Postman;
use TelarisForWooCommerce\History\Notifications;
use TelarisForWooCommerce\History\Trigger;
use TelarisForWooCommerce\Log;
use TelarisForWooCommerce\Order\Completion;
use TelarisForWooCommerce\Order\Leases;
use TelarisForWooCommerce\Order\Settlement;

defined('ABSPATH') || exit;

/**
 * What is to be done by now: attempts that a crash cut off, emails, retries.
 *
 * Runs from Action Scheduler, and after every authenticated call, so that a shop without cron heals too.
 */
final class DueWork
{
    private const BATCH = 10;

    public function __construct(
        private readonly Leases $leases,
        private readonly Settlement $settlement,
        private readonly Postman $postman,
        private readonly Notifications $notifications,
        private readonly Completion $completion,
        private readonly ShopAddress $address,
        private readonly Log $log,
    ) {
    }

    /** @param float $budget Seconds after which nothing new is begun. */
    public function run(float $budget): void
    {
        if ($this->address->isMoved()) {
            // A copy of the shop has copies of its emails and retries: the shop itself sees to them.
            return;
        }
        $until = microtime(true) + $budget;
        try {
            $this->recover();
            while ($this->postman->deliver(1) > 0 && microtime(true) < $until) {
                continue;
            }
            $this->retry($until);
        } catch (DatabaseError $error) {
            // Whatever is left is due again next time.
            $this->log->error('Due work was cut short.', ['error' => $error->getMessage()]);
        }
    }

    /** @throws DatabaseError */
    private function recover(): void
    {
        foreach ($this->leases->expired(self::BATCH) as $orderId) {
            $lease = $this->leases->acquire($orderId, 0);
            if ($lease?->interrupted !== null) {
                $this->settlement->recover($lease->interrupted, $lease, true);
            }
        }
    }

    /** @throws DatabaseError */
    private function retry(float $until): void
    {
        foreach ($this->notifications->due(time(), self::BATCH) as $notification) {
            if (microtime(true) >= $until) {
                return;
            }
            // Pushed out of reach of the other web heads for as long as a lease lasts.
            if ($this->notifications->claim($notification, time() + Leases::LENGTH)) {
                $this->completion->apply($notification, Trigger::Retry);
            }
        }
    }
}
