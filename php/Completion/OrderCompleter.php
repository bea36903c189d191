<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use LogicException;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseBusy;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use Throwable;

defined('ABSPATH') || exit;

/**
 * The one path: everything that completes an order on Telaris's behalf goes through apply().
 *
 * record the attempt → lock the order → load it fresh → guard → note the email → save the invoice and set
 * Completed → gate → read it back → record → unlock. Nobody else calls update_status().
 */
final class OrderCompleter
{
    /** @var list<AttemptRun> What runs in this process, the outermost first: a listener may begin one inside another. */
    private array $running = [];

    public function __construct(
        private readonly Hold $hold,
        private readonly OrderResolver $resolver,
        private readonly OrderLocker $locker,
        private readonly LockedOrderCompletion $lockedCompletion,
        private readonly AttemptRecorder $recorder,
        private readonly NotificationRepository $notifications,
        private readonly CompletedOrderEmail $email,
        private readonly Logger $logger,
    ) {
    }

    /**
     * Tries to complete the order of a notification, once; or keeps it for later, while the merchant holds the plugin back.
     *
     * Throws where the outcome cannot be recorded either; what was started is recovered later.
     *
     * @return Notification As it stands afterwards.
     */
    public function apply(Notification $notification, AttemptTrigger $trigger, AttemptOptions $options = new AttemptOptions()): Notification
    {
        if ($this->holds($trigger) && $notification->message->completesOrder()) {
            return $this->hold->keep($notification, $trigger);
        }
        $run = new AttemptRun($this->recorder->start($notification, $trigger, $options), $notification, $trigger, $options);
        $this->running[] = $run;
        try {
            $outcome = $this->attempt($run);
            $settled = $this->recorder->record($notification, $run->attemptId, $outcome, $run->lease, $run->email);
        } catch (Throwable $error) {
            $this->logger->error('An attempt was cut off.', ['notification' => $notification->id, 'error' => $error->getMessage()]);
            $outcome = null;
            $settled = $this->cutOff($run, $error);
        } finally {
            $this->forget([$run]);
        }
        if ($outcome?->code === ResultCode::MissingLink && is_int($this->resolver->of($notification->message))) {
            // The link was made after it was looked for, and before this row could be seen to wait for it.
            return $this->apply($settled, $trigger, $options);
        }
        if ($run->madeLink) {
            $this->applyWaiting($notification);
        }
        if ($trigger->isPerson() && $settled->state === NotificationStatus::Completed && $settled->orderId !== null) {
            $this->releaseOthers($settled->orderId, $trigger, $options);
        }
        return $settled;
    }

    /** A person releases an order, not a message: what else was held back about it is settled with it. */
    private function releaseOthers(int $orderId, AttemptTrigger $trigger, AttemptOptions $options): void
    {
        // The order is Completed: each only brings its invoice, or what stands against it, and may take others along. What
        // a person agreed to for one message ("complete anyway") is not agreed to for another.
        $options = new AttemptOptions($options->sendEmail, userId: $options->userId);
        foreach ($this->notifications->heldOf($orderId) as $held) {
            $now = $this->notifications->find($held->id);
            if ($now?->code === ResultCode::Held) {
                $this->apply($now, $trigger, $options);
            }
        }
    }

    /** Whether nothing is completed by this trigger now. */
    public function holds(AttemptTrigger $trigger): bool
    {
        return $this->hold->stops($trigger);
    }

    /**
     * Completes the orders of attempts that were prepared together: each by itself. What each came to is written down at
     * once, and what is Completed is settled together at the end: by what is written, a crash in between is made good.
     *
     * @param list<AttemptRun> $runs
     * @param float $until When nothing new is begun, as microtime(true) tells it.
     * @return array<int, Notification> By id; those that were not begun are missing, and still prepared.
     */
    public function applyPrepared(array $runs, float $until): array
    {
        array_push($this->running, ...$runs);
        $settled = $finished = [];
        try {
            foreach ($runs as $run) {
                if (microtime(true) >= $until) {
                    break;
                }
                $outcome = $this->tryPrepared($run);
                if ($outcome instanceof Outcome) {
                    $finished[] = [$run, $outcome];
                } else {
                    $settled[$outcome->id] = $outcome;
                    $this->forget([$run]);
                }
            }
            $settled += $finished === [] ? [] : $this->recorder->settleCompleted($finished);
        } finally {
            $this->forget($runs);
        }
        foreach ($runs as $run) {
            if ($run->madeLink && isset($settled[$run->notification->id])) {
                $this->applyWaiting($run->notification);
            }
        }
        return $settled;
    }

    /** @return Outcome|Notification The outcome where the order is Completed and only that is written down; else the notification as it stands. */
    private function tryPrepared(AttemptRun $run): Outcome|Notification
    {
        try {
            $lease = $run->lease ?? throw new LogicException('A prepared attempt has a lease.');
            $outcome = $this->lockedCompletion->runPrepared($run, $lease);
            // Settled together is what is alike; what is noted of an invoice belongs into its own row.
            if ($outcome->code === ResultCode::Completed && $outcome->params === []) {
                $this->recorder->finish($run, $outcome);
                return $outcome;
            }
            return $this->recorder->record($run->notification, $run->attemptId, $outcome, $lease, $run->email);
        } catch (Throwable $error) {
            $this->logger->error('An attempt was cut off.', ['notification' => $run->notification->id, 'error' => $error->getMessage()]);
            return $this->cutOff($run, $error);
        }
    }

    /** @param list<AttemptRun> $runs */
    private function forget(array $runs): void
    {
        $this->running = array_values(array_filter($this->running, static fn (AttemptRun $other): bool => ! in_array($other, $runs, true)));
    }

    /** Whether an attempt of this process holds the order. */
    public function isRunning(int $orderId): bool
    {
        foreach ($this->running as $run) {
            if ($run->lease?->orderId === $orderId) {
                return true;
            }
        }
        return false;
    }

    /** Whether an attempt of this process holds the order, and nothing else in the history is about it. */
    public function isRunningAlone(mixed $orderId): bool
    {
        foreach ($this->running as $run) {
            if ($run->state?->hasOthers === false && $run->lease?->orderId === $orderId) {
                return true;
            }
        }
        return false;
    }

    /**
     * A listener ended the process inside the hooks (exit, or a fatal error): recorded at once, not when the lease runs out.
     *
     * @return bool Whether anything was cut off.
     */
    public function onShutdown(): bool
    {
        $this->email->restore();
        $running = array_reverse($this->running);
        $this->running = [];
        foreach ($running as $run) {
            try {
                $this->recover($run);
            } catch (Throwable $error) {
                $this->logger->error('An attempt was cut off.', ['notification' => $run->notification->id, 'error' => $error->getMessage()]);
            }
        }
        return $running !== [];
    }

    private function attempt(AttemptRun $run): Outcome
    {
        // No matter who calls: only an invoiced order is ever completed.
        $ignoredAs = $run->notification->message->ignoredAs();
        if ($ignoredAs !== null) {
            return Outcome::of($ignoredAs, ['type' => $run->notification->message->type->value]);
        }
        $state = $this->locker->lock($run);
        if ($state instanceof Outcome || $run->lease === null) {
            return $state instanceof Outcome ? $state : Outcome::of(ResultCode::InProgress);
        }
        return $this->lockedCompletion->run($run, $run->lease, $state);
    }

    /** Tries what waited for the link that an attempt made. */
    private function applyWaiting(Notification $notification): void
    {
        $telarisOrder = $notification->message->orderInTelaris();
        foreach ($telarisOrder === null ? [] : $this->notifications->waitingForLink($telarisOrder) as $waiting) {
            if ($waiting->id !== $notification->id) {
                $this->apply($waiting, AttemptTrigger::Link);
            }
        }
    }

    private function cutOff(AttemptRun $run, Throwable $error): Notification
    {
        if ($this->recover($run)) {
            return $this->notifications->find($run->notification->id) ?? $run->notification;
        }
        $code = $error instanceof DatabaseBusy ? ResultCode::InProgress : ResultCode::InternalError;
        return $this->recorder->record($run->notification, $run->attemptId, Outcome::of($code));
    }

    /**
     * Under its lease, what became of an attempt is read from the database.
     *
     * @return bool False where it holds none.
     */
    private function recover(AttemptRun $run): bool
    {
        $lease = $run->ownLease();
        if ($lease !== null) {
            $this->recorder->recover($run->attemptId, $lease, true);
        }
        return $lease !== null;
    }
}
