<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Support\DatabaseError;

defined('ABSPATH') || exit;

/** Records what an attempt came to, in an order that a crash at any point leaves readable. */
final class AttemptRecorder
{
    /** How often the shop tries again by itself, over at least 90 hours; then a person is asked. */
    private const RETRIES = 10;

    /** Seconds until the first, three times that until the next, and so on. */
    private const FIRST_RETRY = 60;
    private const LONGEST_WAIT = 86400;

    public function __construct(
        private readonly AttemptRepository $attempts,
        private readonly NotificationRepository $notifications,
        private readonly EmailOutbox $outbox,
        private readonly OrderLockRepository $locks,
        private readonly Verdict $verdict,
        private readonly OutcomeEvents $events,
    ) {
    }

    /** @throws DatabaseError */
    public function record(int $notificationId, int $attemptId, Outcome $outcome, ?OrderLease $lease, bool $cutOff = false): void
    {
        $this->attempts->finish($attemptId, $outcome, $cutOff);
        $this->settle($notificationId, $outcome, $lease);
    }

    /**
     * Finds out what became of an attempt that was cut off, and records that.
     *
     * @param OrderLease $lease Ours, on the attempt's order.
     * @throws DatabaseError
     */
    public function recover(int $attemptId, OrderLease $lease, bool $release): void
    {
        $attempt = $this->attempts->find($attemptId);
        if ($attempt === null) {
            $release && $this->locks->release($lease);
            return;
        }
        $outcome = $this->verdict->judge($attempt, $lease->orderId);
        if ($attempt->phase !== AttemptPhase::Done) {
            $this->attempts->finish($attemptId, $outcome, true);
        }
        $this->settle($attempt->notificationId, $outcome, $lease, $release);
    }

    /** @throws DatabaseError */
    private function settle(int $notificationId, Outcome $outcome, ?OrderLease $lease, bool $release = true): void
    {
        $retry = $outcome->code->isRetryable() ? $this->nextTry($notificationId) : null;
        if ($this->notifications->settle($notificationId, $outcome, $retry)) {
            $this->events->add($notificationId, $outcome->code);
        }
        if ($lease !== null) {
            // Whoever lost the lease must not decide about the new holder's email.
            if ($this->locks->isHeld($lease)) {
                $this->outbox->settle($lease->orderId, $outcome->code->state() === NotificationStatus::Completed);
            }
            if ($release) {
                $this->locks->release($lease);
            }
        }
    }

    /** @throws DatabaseError */
    private function nextTry(int $notificationId): ?int
    {
        $tried = $this->attempts->countRetries($notificationId);
        if ($tried >= self::RETRIES) {
            return null;
        }
        $delay = min(self::LONGEST_WAIT, self::FIRST_RETRY * 3 ** $tried);
        // What failed together is not tried again together.
        return time() + $delay + random_int(0, intdiv($delay, 5));
    }
}
