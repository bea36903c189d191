<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\OrderState;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Storage\OrderStateQuery;

defined('ABSPATH') || exit;

/** Finds the order that a notification is about, and takes its lease. */
final class OrderLocker
{
    private const PAUSE_MICROSECONDS = 100_000;

    public function __construct(
        private readonly OrderResolver $resolver,
        private readonly OrderStateQuery $orderStates,
        private readonly OrderLockRepository $locks,
        private readonly AttemptRecorder $recorder,
    ) {
    }

    /** @return OrderState|Outcome The order's state, read under the lease that the run has then; or why it has none. */
    public function lock(AttemptRun $run): OrderState|Outcome
    {
        $message = $run->notification->message;
        $reference = OrderResolver::reference($message);
        // The reference names the order in nearly all cases: the lease is asked for before the link is looked up.
        $orderId = $reference ?? $this->orderStates->find(null, $message->orderInTelaris())->orderId ?? 0;
        $until = microtime(true) + $run->options->patience;
        do {
            $lease = OrderLease::of($orderId, $run->attemptId);
            if ($orderId > 0) {
                $this->locks->request($lease);
            }
            $state = $this->orderStates->find($reference, $message->orderInTelaris(), $run->notification->id);
            $isAnother = $state->orderId !== null && $state->orderId !== $orderId;
            if ($isAnother) {
                // A person linked the Telaris order to another one than it refers to.
                $this->locks->release($lease);
                $orderId = $state->orderId;
                continue;
            }
            $run->lease = $state->isHeldBy($lease) ? $lease : null;
            $run->state = $state;
            $refused = $this->resolver->check($message, $state);
            if ($refused !== null) {
                return $refused;
            }
            if ($run->lease !== null) {
                return $state;
            }
            if ($state->leaseToken !== null && $state->isLeaseExpired) {
                $taken = $this->takeOver($run, $state->leaseToken, $state->leaseAttempt, $orderId);
                if ($taken !== null) {
                    return $taken;
                }
            }
            if (microtime(true) >= $until) {
                break;
            }
            // A host may have switched it off.
            function_exists('usleep') && usleep(self::PAUSE_MICROSECONDS);
        } while (true);
        return Outcome::of(ResultCode::InProgress)->about($orderId, null, null);
    }

    /**
     * The holder died: the outcome of its attempt is recorded before ours continues.
     *
     * @return OrderState|null Null when somebody else was faster.
     */
    private function takeOver(AttemptRun $run, string $deadToken, ?int $deadAttempt, int $orderId): ?OrderState
    {
        $lease = $this->locks->takeOver($orderId, $deadToken, $deadAttempt, $run->attemptId);
        if ($lease === null) {
            return null;
        }
        $run->lease = $lease;
        $run->isTakeoverUnclear = true;
        if ($lease->interrupted !== null) {
            $this->recorder->recover($lease->interrupted, $lease, false);
        }
        $this->locks->adopt($lease);
        $run->isTakeoverUnclear = false;
        $message = $run->notification->message;
        $state = $this->orderStates->find(OrderResolver::reference($message), $message->orderInTelaris(), $run->notification->id);
        $run->state = $state;
        return $state;
    }
}
