<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use Throwable;
use WC_Order;

defined('ABSPATH') || exit;

/**
 * One order on its way through WooCommerce's Completed hooks.
 *
 * WooCommerce fires these hooks even when its save threw, and says true afterwards (seen on 10.5.2). So the first
 * listener is a gate: unless the database says Completed and the lease is still ours, nothing behind it runs.
 * Listens only while complete() runs.
 */
final class CompletedTransition
{
    private bool $opened = false;
    private bool $finished = false;
    private ?string $revertedTo = null;
    private ?string $revertedBy = null;
    private ?Throwable $error = null;

    /** @var list<string> */
    private array $emailListeners = [];

    public function __construct(
        private readonly OrderLease $lease,
        private readonly ?string $invoiceNumber,
        private readonly OrderStatusReader $statusReader,
        private readonly CompletionRecordRepository $completionRecords,
        private readonly AttemptRepository $attempts,
        private readonly CompletedOrderEmail $email,
        private readonly CallerIdentifier $callerIdentifier,
    ) {
    }

    /** Sets the order to Completed. What came of it is in the database, and in the getters below. */
    public function complete(WC_Order $order, string $note): void
    {
        // Those that listen in their constructor capture the payment; nobody else has built them by now for certain.
        WC()->payment_gateways();
        $enter = $this->enter(...);
        $mute = $this->mute(...);
        $changed = $this->changed(...);
        add_action(CompletedOrderEmail::HOOK, $enter, PHP_INT_MIN, 1);
        add_action(CompletedOrderEmail::HOOK, $mute, CompletedOrderEmail::PRIORITY - 1, 1);
        add_action('woocommerce_order_status_changed', $changed, PHP_INT_MAX, 3);
        try {
            $order->update_status('completed', $note);
        } catch (Throwable $error) {
            // WooCommerce catches a listener's exceptions, but not its errors.
            $this->error = $error;
        } finally {
            remove_action(CompletedOrderEmail::HOOK, $enter, PHP_INT_MIN);
            remove_action(CompletedOrderEmail::HOOK, $mute, CompletedOrderEmail::PRIORITY - 1);
            remove_action('woocommerce_order_status_changed', $changed, PHP_INT_MAX);
            $this->email->attach($this->emailListeners);
        }
    }

    /** Whether the Completed hooks began. */
    public function hooksBegan(): bool
    {
        return $this->opened;
    }

    /** Whether they ran to their end. */
    public function hooksFinished(): bool
    {
        return $this->finished && $this->error === null;
    }

    /** The plug-in that changed the status again inside the hooks, where one can be told. */
    public function revertedBy(): ?string
    {
        return $this->revertedTo === null ? null : $this->revertedBy;
    }

    public function error(): ?Throwable
    {
        return $this->error;
    }

    /** @throws TransitionStopped */
    private function enter(int $orderId): void
    {
        if ($orderId !== $this->lease->orderId) {
            // Another order, completed by a listener of ours: its email is none of our business.
            $this->email->attach($this->emailListeners);
            return;
        }
        try {
            $open = $this->statusReader->isCompleted($orderId) && $this->completionRecords->completing($this->lease, $this->invoiceNumber);
            if ($open) {
                $this->attempts->markHooks($this->lease->attemptId);
            }
        } catch (DatabaseError $error) {
            $open = false;
            $this->error = $error;
        }
        if (! $open) {
            throw new TransitionStopped(__('The change could not be confirmed, so nothing else was done.', 'telaris-for-woocommerce'));
        }
        $this->opened = true;
    }

    /** Runs just before WooCommerce's own listener. What was taken off is put back for another order, and at the end. */
    private function mute(int $orderId): void
    {
        if ($orderId === $this->lease->orderId && $this->opened) {
            $this->emailListeners = array_values(array_unique([...$this->emailListeners, ...$this->email->detach()]));
        }
    }

    private function changed(int $orderId, string $from, string $to): void
    {
        if ($orderId !== $this->lease->orderId) {
            return;
        }
        if ($to === 'completed') {
            $this->finished = true;
        } elseif ($from === 'completed') {
            $this->revertedTo = $to;
            $this->revertedBy = $this->callerIdentifier->name();
        }
    }
}
