<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\OrderState;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\OrderStateQuery;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use TelarisForWooCommerce\WooCommerce\OrderMeta;
use WC_Order;

defined('ABSPATH') || exit;

/** What an attempt does while it holds the order. */
final class LockedOrderCompletion
{
    private const MOST_ERROR_TEXT = 300;

    /** No order has completed so often: the gate stays shut. */
    private const NO_HOOKS = -1;

    public function __construct(
        private readonly OrderStateQuery $orderStates,
        private readonly OrderLoader $orderLoader,
        private readonly CompletionGuard $guard,
        private readonly OrderLinker $linker,
        private readonly CompletionRecordRepository $completionRecords,
        private readonly EmailOutbox $outbox,
        private readonly TransitionFactory $transitions,
        private readonly Logger $logger,
    ) {
    }

    /** The same for an order that was loaded with others: what the database says of it now decides. */
    public function runPrepared(AttemptRun $run, OrderLease $lease): Outcome
    {
        $message = $run->notification->message;
        $state = $this->orderStates->find(OrderResolver::reference($message), $message->orderInTelaris(), $run->notification->id);
        $run->state = $state;
        return $state->isHeldBy($lease)
            ? $this->run($run, $lease, $state)
            : Outcome::of(ResultCode::InProgress)->about($lease->orderId, null, null);
    }

    /** @param OrderState $state Read under the lease. */
    public function run(AttemptRun $run, OrderLease $lease, OrderState $state): Outcome
    {
        $message = $run->notification->message;

        // 1. Load it fresh.
        $order = $run->prepared?->isCurrent($state) === true ? $run->prepared->order : $this->orderLoader->load($lease->orderId);
        if ($state->status === null || $order === null) {
            return Outcome::of(ResultCode::OrderNotFound, ['id' => (string) $lease->orderId]);
        }
        $number = (string) $order->get_order_number();
        $about = static fn (Outcome $outcome): Outcome => $outcome->about($lease->orderId, $state->status, $outcome->statusAfter ?? $state->status, $number);
        // Unfiltered: plug-ins show other statuses than the stored one.
        if ($order->get_status('edit') !== $state->status) {
            // A cache that will not be purged: refuse rather than decide on it.
            return $about(Outcome::of(ResultCode::SaveUnconfirmed));
        }

        // 2. May it be completed? A notification that is refused links nothing.
        $isCompleted = $state->status === 'completed';
        $against = $isCompleted
            ? $this->guard->message($order, $message, $state->record(), $run->options)
            : $this->guard->check($order, $state->status, $message, $state->record(), $run->options, $run->trigger->isPerson());
        if ($against !== null) {
            return $about($against);
        }

        // 3. The first valid notification makes the link, where the import did not.
        $unlinked = $this->linker->link($run, $state);
        if ($unlinked !== null) {
            return $about($unlinked);
        }

        // 4. Set it to Completed, or note the invoice where it is.
        $warnings = $this->guard->warnings($order, $message, $state->record());
        $outcome = $isCompleted
            ? $this->noteInvoice($order, $message, $state->invoiceNumber)
            : $this->complete($run, $lease, $state, $state->status, $order, $warnings);
        return $about($outcome->with($warnings));
    }

    /** Stores the invoice, fires nothing. */
    private function noteInvoice(WC_Order $order, Message $message, ?string $first): Outcome
    {
        $number = $message->invoice?->number;
        if ($number !== null && $first !== null && $first !== $number) {
            OrderMeta::noteFurtherInvoice($order, $number);
            return Outcome::of(ResultCode::AlreadyCompleted, ['further' => $number]);
        }
        OrderMeta::write($order, $message);
        $order->save_meta_data();
        if ($number !== null) {
            $this->completionRecords->storeInvoice($order->get_id(), $number);
        }
        return Outcome::of(ResultCode::AlreadyCompleted);
    }

    /** @param array<string, string> $warnings */
    private function complete(AttemptRun $run, OrderLease $lease, OrderState $state, string $status, WC_Order $order, array $warnings): Outcome
    {
        $message = $run->notification->message;

        // 1. Note the email, and with it that the status is about to change.
        if ($run->prepared?->status() !== $status) {
            $this->outbox->hold($lease->orderId, $run->notification->id, $run->attemptId, $status, $run->isByPerson() ? ! $run->options->sendEmail : null);
        }
        $run->email = EmailState::Skipped;

        // 2. Save the invoice and the status in one; WooCommerce's hooks run behind the gate.
        OrderMeta::write($order, $message);
        $transition = $this->transitions->make($lease, $message->invoice?->number, self::isLostUpdate($run, $state) ? self::NO_HOOKS : $state->completions);
        $transition->complete($order, implode(' ', [OrderMeta::note($message), ...array_column(ResultText::warnings($warnings), 'message')]));

        // 3. Only what the database says now is reported.
        $this->orderLoader->purge($lease->orderId);
        $after = $this->orderStates->readBack($lease->orderId, $message->orderInTelaris(), $transition->isAutocommitOff());
        if ($transition->transactionLeftBy() !== null || $after->isInTransaction === true) {
            $this->logger->error('A plug-in left a database transaction open inside the hooks of an order; it was committed.', [
                'order_id' => $lease->orderId,
                'plugin' => $transition->transactionLeftBy(),
            ]);
        }
        $run->madeLink = $run->madeLink && $after->isLinkAwaited;
        return $this->outcome($run, $lease, $state, $transition, $after)->about($lease->orderId, $status, $after->status);
    }

    /**
     * WooCommerce saves orders that are posts as a whole: a call that changes another field may write an old status back,
     * and no hook tells it. The order becomes Completed again without the hooks; a person may repeat them.
     */
    private static function isLostUpdate(AttemptRun $run, OrderState $state): bool
    {
        return $state->isSameCompletion && ! $run->isByPerson();
    }

    private function outcome(AttemptRun $run, OrderLease $lease, OrderState $before, CompletedTransition $transition, OrderState $after): Outcome
    {
        $isCompleted = $after->status === 'completed';
        $code = Verdict::code($transition->phase(), $transition->hooksFinished(), $isCompleted);
        if (! $transition->hooksBegan()) {
            // Our save stands, but the gate let no hook run, and nobody else's ran yet: whoever holds the order now may
            // find it Completed, and a later message would, and nobody would be asked.
            $isCutOff = $isCompleted && $after->completions === $before->completions && ! self::isLostUpdate($run, $before);
            if (! $after->isHeldBy($lease) && ! $isCutOff) {
                // It took so long that somebody else holds the order now, and records the outcome.
                return Outcome::of(ResultCode::InProgress);
            }
            if ($isCompleted && ! $isCutOff) {
                // Somebody completed it at the same moment, and their hooks ran.
                $number = $run->notification->message->invoice?->number;
                if ($number !== null) {
                    $this->completionRecords->storeInvoice($lease->orderId, $number);
                }
                return Outcome::of(ResultCode::AlreadyCompleted);
            }
        }
        $run->email = $code === ResultCode::Completed && ! $transition->hadEmailListener() ? EmailSkipReason::TakenOff : Verdict::email($code);
        $params = [];
        if ($code === ResultCode::Reverted) {
            $params = ['status' => (string) $after->status, 'who' => (string) $transition->revertedBy()];
        } elseif ($code === ResultCode::SideEffectsUncertain) {
            $error = mb_substr(wp_strip_all_tags((string) $transition->error()?->getMessage()), 0, self::MOST_ERROR_TEXT);
            $params = ['error' => $error, 'who' => (string) $transition->failedPlugin()];
        }
        return Outcome::of($code, array_filter($params, static fn (string $value): bool => $value !== ''));
    }
}
