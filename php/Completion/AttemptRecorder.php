<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

defined('ABSPATH') || exit;

/** Records the outcome of an attempt, in such an order that a crash at any point leaves readable rows. */
final class AttemptRecorder
{
    /** How often the shop retries automatically, over at least 90 hours; then it is left to a person. */
    private const RETRIES = 10;

    /** Seconds until the first, three times that until the next, and so on. */
    private const FIRST_RETRY = 60;
    private const LONGEST_WAIT = 86400;

    public function __construct(
        private readonly AttemptRepository $attempts,
        private readonly NotificationRepository $notifications,
        private readonly EmailOutbox $outbox,
        private readonly OrderLockRepository $locks,
        private readonly OrderStatusReader $statusReader,
        private readonly OutcomeEvents $events,
    ) {
    }

    /** @return int The new attempt's id. */
    public function start(Notification $notification, AttemptTrigger $trigger, AttemptOptions $options): int
    {
        return $this->attempts->start($notification->id, $trigger, $options->userId);
    }

    /**
     * @param OrderLease|null $lease Given back at the end.
     * @param EmailState|EmailSkipReason|null $email What becomes of the email that the attempt noted; null where it noted none.
     * @return Notification As it stands now.
     */
    public function record(Notification $notification, int $attemptId, Outcome $outcome, ?OrderLease $lease = null, EmailState|EmailSkipReason|null $email = null): Notification
    {
        $this->attempts->finish($attemptId, $outcome);
        $settled = $this->settle($notification, $attemptId, $outcome, $email);
        if ($lease !== null) {
            $this->locks->release($lease);
        }
        return $settled;
    }

    /** Records alone that an attempt is over: whatever dies from here on, its outcome stands. */
    public function finish(AttemptRun $run, Outcome $outcome): void
    {
        $this->attempts->finish($run->attemptId, $outcome);
    }

    /**
     * The rest of record(), for attempts that are finished and completed their orders.
     *
     * @param non-empty-list<array{AttemptRun, Outcome}> $finished With leases of one token.
     * @return array<int, Notification> By id, as they stand now.
     */
    public function settleCompleted(array $finished): array
    {
        $settled = $emails = $leases = [];
        foreach ($this->notifications->settleCompleted(array_map(static fn (array $one): array => [$one[0]->notification, $one[1]], $finished)) as $notification) {
            $settled[$notification->id] = $notification;
        }
        foreach ($finished as [$run, $outcome]) {
            $this->events->add($run->notification->id, $outcome->code, $run->notification->wasAnswered());
            $emails[($run->email ?? EmailState::Held)->value][] = $run->attemptId;
            $run->lease === null || $leases[] = $run->lease;
        }
        foreach ($emails as $outcome => $attemptIds) {
            $this->outbox->settleAll($attemptIds, EmailState::tryFrom($outcome) ?? EmailSkipReason::from($outcome));
        }
        $leases === [] || $this->locks->releaseAll($leases);
        return $settled;
    }

    /**
     * Finds out, only by reading, what became of an attempt that was cut off, and records that. Nothing is done to the order.
     *
     * @param OrderLease $lease Ours, on the attempt's order.
     * @param bool $release Whether the lease is given back.
     */
    public function recover(int $attemptId, OrderLease $lease, bool $release): void
    {
        $attempt = $this->attempts->find($attemptId);
        $notification = $attempt === null ? null : $this->notifications->find($attempt->notificationId);
        if ($attempt !== null && $notification !== null) {
            $status = $this->statusReader->read($lease->orderId);
            $isDone = $attempt->phase === AttemptPhase::Done;
            $code = $isDone
                ? $attempt->code ?? ResultCode::InternalError
                : Verdict::code($attempt->phase, false, $status === 'completed');
            $params = $isDone ? $attempt->params : ($code === ResultCode::Reverted ? ['status' => (string) $status] : []);
            $outcome = (new Outcome($code, $params))->about($lease->orderId, $attempt->statusBefore, $isDone ? $attempt->statusAfter : $status);
            if (! $isDone) {
                $this->attempts->finish($attemptId, $outcome, true);
            }
            $this->settle($notification, $attemptId, $outcome, Verdict::email($code));
        }
        if ($release) {
            $this->locks->release($lease);
        }
    }

    private function settle(Notification $notification, int $attemptId, Outcome $outcome, EmailState|EmailSkipReason|null $email): Notification
    {
        $retry = $outcome->code->isRetryable() ? $this->nextTry($notification->id) : null;
        $settled = $this->notifications->settle($notification, $outcome, $retry, isAttempt: true);
        if ($settled->code !== $notification->code || $settled->state !== $notification->state) {
            $this->events->add($settled->id, $settled->code, $notification->wasAnswered());
        }
        if ($email !== null) {
            $this->outbox->settle($attemptId, $email);
        }
        return $settled;
    }

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
