<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Support\Logger;
use Throwable;

defined('ABSPATH') || exit;

/**
 * Does what is due: attempts that a crash cut off, emails, retries, alerts, and the daily maintenance.
 *
 * Runs from Action Scheduler, and after every authenticated call, so that a shop without cron recovers too.
 */
final class BackgroundRunner
{
    /** Seconds. */
    private const QUEUE_BUDGET = 20.0;

    /** Seconds until it is looked again whether others still work off the notifications. */
    private const CROWDED = 30;

    public function __construct(
        private readonly AttemptRecovery $attemptRecovery,
        private readonly EmailSender $emailSender,
        private readonly Worker $worker,
        private readonly DailyMaintenance $dailyMaintenance,
        private readonly AlertMonitor $alertMonitor,
        private readonly SiteIdentity $siteIdentity,
        private readonly Scheduler $scheduler,
        private readonly Logger $logger,
    ) {
    }

    /**
     * @param float $budget Seconds after which nothing new is started.
     * @return bool False where it was cut short; the log says by what.
     */
    public function run(float $budget): bool
    {
        $isWhole = true;
        if ($this->siteIdentity->isMoved()) {
            // A copy of the shop has copies of its emails and retries, which the shop itself works off.
            $this->alert(moved: true);
            return true;
        }
        $until = microtime(true) + $budget;
        try {
            $this->attemptRecovery->run();
            $this->worker->run($until);
            // Once their notifications are settled: then there is somebody to tell.
            $this->emailSender->giveUpAbandoned();
            $this->dailyMaintenance->run($until);
        } catch (Throwable $error) {
            // Whatever is left is due again next time.
            $isWhole = false;
            $this->logger->error('Due work was cut short.', ['error' => $error->getMessage()]);
        }
        $this->alert();
        $this->scheduler->planNext($this->worker->isCrowded() ? self::CROWDED : 0);
        return $isWhole;
    }

    /** Runs from Action Scheduler. */
    public function runFromQueue(): void
    {
        $this->run(self::QUEUE_BUDGET);
    }

    private function alert(bool $moved = false): void
    {
        try {
            $moved ? $this->alertMonitor->runInMovedShop() : $this->alertMonitor->run();
        } catch (Throwable $error) {
            $this->logger->error('What needs attention could not be told.', ['error' => $error->getMessage()]);
        }
    }
}
