<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Support\DatabaseBusy;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use TelarisForWooCommerce\WooCommerce\OrderMeta;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use Throwable;
use WC_Order;

defined('ABSPATH') || exit;

/**
 * The one path: everything that completes an order on Telaris's behalf goes through apply().
 *
 * record the attempt → lock the order → load it fresh → guard → note the email → save the invoice and set
 * Completed → gate → read it back → record → unlock. Nobody else calls update_status().
 */
final class OrderCompleter
{
    /** What is under way in this process, for whatever ends it before its time. */
    private ?OrderLease $current = null;

    /** A lease whose last holder died, as long as it is not known what became of that attempt: it is left to expire again. */
    private ?OrderLease $unclear = null;

    /** Whether the attempt under way linked the order. */
    private bool $madeLink = false;

    public function __construct(
        private readonly OrderResolver $resolver,
        private readonly OrderLockRepository $locks,
        private readonly OrderStatusReader $statusReader,
        private readonly OrderLoader $orderLoader,
        private readonly CompletionRecordRepository $completionRecords,
        private readonly OrderMeta $meta,
        private readonly CompletionGuard $guard,
        private readonly LinkRepository $links,
        private readonly AttemptRepository $attempts,
        private readonly NotificationRepository $notifications,
        private readonly AttemptRecorder $attemptRecorder,
        private readonly EmailOutbox $outbox,
        private readonly CompletedOrderEmail $email,
        private readonly CallerIdentifier $callerIdentifier,
        private readonly Logger $logger,
    ) {
    }

    /**
     * Tries to complete the order of a notification, once.
     *
     * @return Notification As it stands afterwards.
     * @throws DatabaseError When not even that could be written down; what was begun is recovered later.
     */
    public function apply(Notification $notification, AttemptTrigger $trigger, AttemptOptions $options = new AttemptOptions()): Notification
    {
        $attemptId = $this->attempts->start($notification->id, $trigger, $options->userId);
        $lease = null;
        try {
            // Whoever calls: only an invoiced order is ever completed.
            $ignoredAs = $notification->message->ignoredAs();
            $target = $ignoredAs === null
                ? $this->resolver->of($notification->message)
                : Outcome::of($ignoredAs, ['type' => $notification->message->type->value]);
            if ($target instanceof Outcome) {
                $outcome = $target;
            } else {
                $lease = $this->acquire($target, $attemptId, $options->patience);
                $this->current = $lease;
                $outcome = $lease === null
                    ? Outcome::of(ResultCode::InProgress)->about($target, null, null)
                    : $this->underLease($notification, $lease, $trigger, $options);
            }
            $this->attemptRecorder->record($notification->id, $attemptId, $outcome, $lease);
            if ($outcome->code === ResultCode::MissingLink && is_int($this->resolver->of($notification->message))) {
                // The link was made after it was looked for, and before this row could be seen to wait for it.
                return $this->apply($notification, $trigger, $options);
            }
        } catch (Throwable $error) {
            $this->logger->error('An attempt was cut off.', ['notification' => $notification->id, 'error' => $error->getMessage()]);
            $this->cutOff($notification, $attemptId, $lease, $error);
        } finally {
            $this->current = null;
            $this->unclear = null;
        }
        $this->applyWaiting($notification);
        return $this->notifications->find($notification->id) ?? $notification;
    }

    /**
     * Where this attempt made a link, tries what waited for one.
     *
     * @throws DatabaseError
     */
    private function applyWaiting(Notification $notification): void
    {
        if (! $this->madeLink) {
            return;
        }
        $this->madeLink = false;
        foreach ($this->notifications->waitingForLink((string) $notification->message->telarisOrder) as $waiting) {
            if ($waiting->id !== $notification->id) {
                $this->apply($waiting, AttemptTrigger::Link);
            }
        }
    }

    /**
     * A listener ended the process inside the hooks (exit, or a fatal error): says so at once, not when the lease runs out.
     *
     * @return bool Whether anything was cut off.
     */
    public function onShutdown(): bool
    {
        $lease = $this->current;
        $this->current = null;
        $this->email->restore();
        if ($lease !== null && $lease !== $this->unclear) {
            try {
                $this->attemptRecorder->recover($lease->attemptId, $lease, true);
            } catch (Throwable $error) {
                $this->logger->error('An attempt was cut off.', ['order_id' => $lease->orderId, 'error' => $error->getMessage()]);
            }
        }
        return $lease !== null;
    }

    /** @throws DatabaseError */
    private function acquire(int $orderId, int $attemptId, float $patience): ?OrderLease
    {
        $until = microtime(true) + $patience;
        while (($lease = $this->locks->acquire($orderId, $attemptId)) === null && microtime(true) < $until) {
            usleep(100_000);
        }
        return $lease;
    }

    /** @throws DatabaseError */
    private function cutOff(Notification $notification, int $attemptId, ?OrderLease $lease, Throwable $error): void
    {
        if ($lease !== null && $lease !== $this->unclear) {
            $this->attemptRecorder->recover($attemptId, $lease, true);
            return;
        }
        $code = $error instanceof DatabaseBusy ? ResultCode::InProgress : ResultCode::InternalError;
        $this->attemptRecorder->record($notification->id, $attemptId, Outcome::of($code), null);
    }

    /** @throws DatabaseError */
    private function underLease(Notification $notification, OrderLease $lease, AttemptTrigger $trigger, AttemptOptions $options): Outcome
    {
        if ($lease->interrupted !== null) {
            $this->unclear = $lease;
            $this->attemptRecorder->recover($lease->interrupted, $lease, false);
            $this->locks->adopt($lease);
            $this->unclear = null;
        }
        $message = $notification->message;
        $status = $this->statusReader->read($lease->orderId);
        $order = $this->orderLoader->load($lease->orderId);
        if ($status === null || $order === null) {
            return Outcome::of(ResultCode::OrderNotFound, ['id' => (string) $lease->orderId]);
        }
        $number = (string) $order->get_order_number();
        // Unfiltered: plug-ins show other statuses than the stored one.
        if ($order->get_status('edit') !== $status) {
            // A cache that will not be purged: refuse rather than decide on it.
            return Outcome::of(ResultCode::SaveUnconfirmed)->about($lease->orderId, $status, $status, $number);
        }
        $record = $this->completionRecords->of($lease->orderId);
        $against = $status === 'completed'
            ? $this->guard->message($order, $message, $record, $options)
            : $this->guard->check($order, $status, $message, $record, $options, $trigger->isPerson());
        // A notification that is refused links nothing.
        $outcome = $this->mismatch($lease->orderId, $message->telarisOrder)
            ?? $against
            ?? $this->link($lease->orderId, $message->telarisOrder)
            ?? ($status === 'completed'
                ? $this->alreadyCompleted($order, $message)
                : $this->complete($order, $status, $notification, $lease, $trigger, $options));

        return $outcome->about($lease->orderId, $status, $outcome->statusAfter ?? $status, $number);
    }

    /** @throws DatabaseError */
    private function mismatch(int $orderId, ?string $telarisOrder): ?Outcome
    {
        return $telarisOrder === null ? null : $this->resolver->mismatch($orderId, $telarisOrder, $this->links->orderOf($telarisOrder));
    }

    /** The first valid notification makes the link, where the import did not. @throws DatabaseError */
    private function link(int $orderId, ?string $telarisOrder): ?Outcome
    {
        if ($telarisOrder === null || $this->links->telarisOrderOf($orderId) === $telarisOrder) {
            return null;
        }
        if (! $this->links->make($orderId, $telarisOrder, LinkRepository::FROM_NOTIFICATION)) {
            // Somebody else linked one of the two just now.
            return $this->mismatch($orderId, $telarisOrder) ?? Outcome::of(ResultCode::InProgress);
        }
        $this->madeLink = true;
        return null;
    }

    /** Stores the invoice, fires nothing. @throws DatabaseError */
    private function alreadyCompleted(WC_Order $order, Message $message): Outcome
    {
        $this->meta->write($order, $message);
        $order->save_meta_data();
        if ($message->invoice !== null) {
            $this->completionRecords->storeInvoice($order->get_id(), $message->invoice->number);
        }
        return Outcome::of(ResultCode::AlreadyCompleted);
    }

    /** @throws DatabaseError */
    private function complete(WC_Order $order, string $status, Notification $notification, OrderLease $lease, AttemptTrigger $trigger, AttemptOptions $options): Outcome
    {
        $message = $notification->message;
        $this->attempts->markCompleting($lease->attemptId, $status);
        $isPerson = $trigger->isPerson() || $options->userId !== null;
        $this->outbox->hold($lease->orderId, $notification->id, $isPerson ? ! $options->sendEmail : null);
        if (! $this->locks->isHeld($lease)) {
            return Outcome::of(ResultCode::InProgress);
        }
        $this->meta->write($order, $message);
        $passage = new CompletedTransition(
            $lease,
            $message->invoice?->number,
            $this->statusReader,
            $this->completionRecords,
            $this->attempts,
            $this->email,
            $this->callerIdentifier
        );
        $passage->complete($order, $this->meta->note($message));

        // Only what the database says now is reported.
        $this->orderLoader->purge($lease->orderId);
        $after = $this->statusReader->read($lease->orderId);
        if (! $passage->hooksBegan() && ! $this->locks->isHeld($lease)) {
            // It took so long that somebody else has the order now, and says what became of it.
            return Outcome::of(ResultCode::InProgress);
        }
        return $this->verdict($passage, $after)->about($lease->orderId, $status, $after);
    }

    private function verdict(CompletedTransition $passage, ?string $after): Outcome
    {
        $reason = $passage->error()?->getMessage();
        if ($after !== 'completed') {
            return $passage->hooksBegan()
                ? Outcome::of(ResultCode::Reverted, array_filter(['status' => (string) $after, 'who' => $passage->revertedBy() ?? '']))
                : Outcome::of(ResultCode::SaveUnconfirmed);
        }
        if ($passage->hooksBegan() && $passage->hooksFinished()) {
            return Outcome::of(ResultCode::Completed);
        }
        return Outcome::of(ResultCode::SideEffectsUncertain, array_filter(['error' => (string) $reason]));
    }
}
