<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Completion\OrderStatusObserver;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use Throwable;

defined('ABSPATH') || exit;

/**
 * What is to be done by now: attempts that a crash cut off, emails, retries.
 *
 * Runs from Action Scheduler, and after every authenticated call, so that a shop without cron heals too.
 */
final class BackgroundRunner
{
    private const BATCH = 10;
    private const PRUNED = 'pruned_at';

    /** Seconds. Less than a day, so that each daily action prunes. */
    private const PRUNE_EVERY = 82800;
    private const QUEUE_BUDGET = 20.0;

    public function __construct(
        private readonly AttemptRecovery $attemptRecovery,
        private readonly EmailSender $emailSender,
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly SiteIdentity $siteIdentity,
        private readonly RetentionCleaner $retentionCleaner,
        private readonly OrderStatusObserver $orderStatusObserver,
        private readonly Counters $counters,
        private readonly Scheduler $scheduler,
        private readonly Logger $logger,
    ) {
    }

    /** @param float $budget Seconds after which nothing new is begun. */
    public function run(float $budget): void
    {
        if ($this->siteIdentity->isMoved()) {
            // A copy of the shop has copies of its emails and retries: the shop itself sees to them.
            return;
        }
        $until = microtime(true) + $budget;
        try {
            $this->attemptRecovery->run();
            $this->deliver($until);
            if ($this->retry($until)) {
                $this->deliver($until);
            }
            $this->prune($until);
        } catch (Throwable $error) {
            // Whatever is left is due again next time.
            $this->logger->error('Due work was cut short.', ['error' => $error->getMessage()]);
        }
        $this->scheduler->planNext();
    }

    /** Runs from Action Scheduler. */
    public function runFromQueue(): void
    {
        $this->run(self::QUEUE_BUDGET);
    }

    /** @throws DatabaseError */
    private function deliver(float $until): void
    {
        while (microtime(true) < $until && $this->emailSender->deliver(1) > 0) {
            continue;
        }
    }

    /** Once a day, whoever comes first. @throws DatabaseError */
    private function prune(float $until): void
    {
        $now = time();
        if ($this->counters->get(self::PRUNED) < $now - self::PRUNE_EVERY) {
            $this->counters->set(self::PRUNED, $now);
            $this->orderStatusObserver->check($until);
            $this->retentionCleaner->run($until);
        }
    }

    /**
     * @return bool Whether any was tried.
     * @throws DatabaseError
     */
    private function retry(float $until): bool
    {
        $tried = false;
        foreach ($this->notifications->due(time(), self::BATCH) as $notification) {
            if (microtime(true) >= $until) {
                break;
            }
            // Pushed out of reach of the other web heads for as long as a lease lasts.
            if ($this->notifications->claim($notification, time() + OrderLockRepository::LENGTH)) {
                $tried = true;
                // Guarded, whichever way it came: what a person did to the order since is respected.
                $this->completion->apply($notification, AttemptTrigger::Retry);
            }
        }
        return $tried;
    }
}
