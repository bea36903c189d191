<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use Throwable;
use WC_Order;

defined('ABSPATH') || exit;

/**
 * One order on its way through WooCommerce's Completed hooks.
 *
 * WooCommerce fires these hooks even when its save threw, and returns true afterwards (seen on 10.5.2). So the first
 * listener is a gate: unless the database says Completed, the lease is still ours and nobody else is completing the
 * order, nothing behind it runs. Listens only while complete() runs.
 */
final class CompletedTransition
{
    private bool $hooksBegan = false;
    private bool $hooksFinished = false;
    private ?string $revertedTo = null;
    private ?string $revertedBy = null;
    private ?Throwable $error = null;
    private ?string $transactionLeftBy = null;
    private bool $isAutocommitOff = false;

    /** @var list<string> */
    private array $emailListeners = [];

    /** @param int $completions How often the order's Completed hooks had begun when it was read under the lease. */
    public function __construct(
        private readonly OrderLease $lease,
        private readonly ?string $invoiceNumber,
        private readonly int $completions,
        private readonly CompletionRecordRepository $completionRecords,
        private readonly CompletedOrderEmail $email,
        private readonly CallerIdentifier $callerIdentifier,
    ) {
    }

    /** Sets the order to Completed. What came of it is in the database, and in the getters below. */
    public function complete(WC_Order $order, string $note): void
    {
        // Gateways that hook in their constructor capture the payment; in cron and admin-ajax nobody has built them yet.
        WC()->payment_gateways();
        $listeners = [
            [CompletedOrderEmail::HOOK, $this->enter(...), PHP_INT_MIN, 1],
            [CompletedOrderEmail::HOOK, $this->mute(...), CompletedOrderEmail::PRIORITY - 1, 1],
            ['woocommerce_order_status_changed', $this->changed(...), PHP_INT_MAX, 3],
            ['woocommerce_logger_log_message', $this->noteError(...), 10, 3],
            ['query', $this->noteTransaction(...), PHP_INT_MAX, 1],
        ];
        foreach ($listeners as [$hook, $listener, $priority, $arguments]) {
            add_filter($hook, $listener, $priority, $arguments);
        }
        try {
            $order->update_status('completed', $note);
        } catch (Throwable $error) {
            // WooCommerce catches a listener's exceptions, but not its errors.
            $this->error = $error;
        } finally {
            foreach ($listeners as [$hook, $listener, $priority]) {
                remove_filter($hook, $listener, $priority);
            }
            $this->email->attach($this->emailListeners);
        }
    }

    public function hooksBegan(): bool
    {
        return $this->hooksBegan;
    }

    public function phase(): AttemptPhase
    {
        return $this->hooksBegan ? AttemptPhase::Hooks : AttemptPhase::Completing;
    }

    /** Whether the Completed hooks ran to their end. */
    public function hooksFinished(): bool
    {
        return $this->hooksFinished && $this->error === null;
    }

    /** Whether WooCommerce would have sent the customer's email: some plug-ins take its listener off for an order. */
    public function hadEmailListener(): bool
    {
        return $this->emailListeners !== [];
    }

    /** The plug-in that changed the status again inside the hooks, if known. */
    public function revertedBy(): ?string
    {
        return $this->revertedTo === null ? null : $this->revertedBy;
    }

    public function error(): ?Throwable
    {
        return $this->error;
    }

    /** The plug-in whose listener failed, if known. */
    public function failedPlugin(): ?string
    {
        return $this->error === null ? null : $this->callerIdentifier->nameOf($this->error);
    }

    /** The plug-in that opened a transaction and did not end it; null where that was not seen. */
    public function transactionLeftBy(): ?string
    {
        return $this->transactionLeftBy;
    }

    /** Whether all that is written from now on is in a transaction, until that is switched back. */
    public function isAutocommitOff(): bool
    {
        return $this->isAutocommitOff;
    }

    /** @throws TransitionStopped */
    private function enter(int $orderId): void
    {
        if ($orderId !== $this->lease->orderId) {
            // Another order, completed by a listener of ours: its email is none of our business.
            $this->email->attach($this->emailListeners);
            return;
        }
        if ($this->hooksBegan) {
            // A listener put the order back and completed it again.
            return;
        }
        try {
            $this->hooksBegan = $this->completionRecords->claimHooks($this->lease, $this->invoiceNumber, $this->completions);
        } catch (DatabaseError $error) {
            $this->error = $error;
        }
        if (! $this->hooksBegan) {
            // WooCommerce writes this into the order's notes.
            throw new TransitionStopped(esc_html__('The change could not be confirmed, or somebody else completed the order at the same moment. Nothing was done twice.', 'telaris-for-woocommerce'));
        }
    }

    /** Runs just before WooCommerce's own listener. What was taken off is put back for another order, and at the end. */
    private function mute(int $orderId): void
    {
        if ($orderId === $this->lease->orderId && $this->hooksBegan) {
            $this->emailListeners = array_values(array_unique([...$this->emailListeners, ...$this->email->detach()]));
        }
    }

    private function changed(int $orderId, string $from, string $to): void
    {
        if ($orderId !== $this->lease->orderId) {
            return;
        }
        if ($to === 'completed') {
            $this->hooksFinished = true;
        } elseif ($from === 'completed') {
            $this->revertedTo = $to;
            $this->revertedBy = $this->callerIdentifier->name();
            try {
                $this->completionRecords->endCompletion($orderId);
            } catch (DatabaseError) {
                // It ends by itself after a minute.
                return;
            }
        }
    }

    /**
     * WooCommerce catches the exceptions of listeners and only logs them, with the order and the exception as context.
     *
     * @param array<mixed> $context
     */
    private function noteError(mixed $message, mixed $level, array $context = []): mixed
    {
        $order = $context['order'] ?? null;
        $error = $context['error'] ?? null;
        if ($this->error === null && $error instanceof Throwable && $order instanceof WC_Order && $order->get_id() === $this->lease->orderId && ! $error instanceof TransitionStopped) {
            $this->error = $error;
        }
        return $message;
    }

    /** A transaction that stays open would take all that is written after it along when the process ends. */
    private function noteTransaction(mixed $sql): mixed
    {
        if (! is_string($sql)) {
            return $sql;
        }
        if (preg_match('/\A\s*SET\s+(?:SESSION\s+|@@(?:SESSION\.)?)?autocommit\s*:?=\s*(\w+)/i', $sql, $set) === 1) {
            $this->isAutocommitOff = in_array(strtolower($set[1]), ['0', 'off', 'false'], true);
            $this->transactionLeftBy = $this->isAutocommitOff ? $this->callerIdentifier->name() ?? 'WooCommerce' : null;
        } elseif (preg_match('/\A\s*(START\s+TRANSACTION|BEGIN)\b/i', $sql) === 1) {
            $this->transactionLeftBy = $this->callerIdentifier->name() ?? 'WooCommerce';
        } elseif (! $this->isAutocommitOff && preg_match('/\A\s*(COMMIT|ROLLBACK(?!\s+(WORK\s+)?TO\b))\b/i', $sql) === 1) {
            $this->transactionLeftBy = null;
        }
        return $sql;
    }
}
