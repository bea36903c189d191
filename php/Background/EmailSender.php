<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Completion\OutcomeEvents;
use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\PendingEmail;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use Throwable;
use WC_Order;

defined('ABSPATH') || exit;

/** Sends what the outbox holds. */
final class EmailSender
{
    /** Emails that are looked up together. */
    private const STEP = 10;

    public function __construct(
        private readonly EmailOutbox $outbox,
        private readonly CompletedOrderEmail $email,
        private readonly OrderStatusReader $statusReader,
        private readonly OrderLoader $orderLoader,
        private readonly NotificationRepository $notifications,
        private readonly OutcomeEvents $events,
        private readonly Logger $logger,
    ) {
    }

    /** Of an email whose sender died, nobody can know whether it left: a person is told. */
    public function giveUpAbandoned(): void
    {
        foreach ($this->outbox->abandoned() as $claim => $email) {
            $this->mark($email, (string) $claim, EmailState::Unknown);
        }
    }

    /** @param float $until When no further email is begun, as microtime(true). One is always sent, so that orders never crowd emails out. */
    public function deliver(float $until): void
    {
        do {
            $emails = $this->outbox->due(self::STEP);
            foreach ($emails as $email) {
                $claim = $this->outbox->claim($email);
                if ($claim !== null) {
                    // Undone with somebody's open transaction, a claim would let the email leave a second time.
                    $this->outbox->commit();
                    $this->mark($email, $claim, $this->send($email));
                    $this->outbox->commit();
                }
                if (microtime(true) >= $until) {
                    return;
                }
            }
        } while (count($emails) === self::STEP);
    }

    /**
     * WooCommerce sent an email for somebody who completed the order by hand, or from its page. Not for REST clients: a
     * call of WooCommerce's own API costs no query more than without us.
     */
    public function noteSent(mixed $sent, mixed $id, mixed $email): void
    {
        $order = is_object($email) ? ($email->object ?? null) : null;
        if (wp_is_serving_rest_request() || $sent !== true || $id !== CompletedOrderEmail::ID || ! $order instanceof WC_Order) {
            return;
        }
        try {
            $this->outbox->noteSent($order->get_id());
        } catch (DatabaseError $error) {
            $this->logger->error('An email could not be noted.', ['order_id' => $order->get_id(), 'error' => $error->getMessage()]);
        }
    }

    private function mark(PendingEmail $email, string $claim, EmailState|EmailSkipReason $outcome): void
    {
        if ($outcome === EmailState::Unknown) {
            $this->markUnknown($email, $claim);
        } elseif (! $this->outbox->mark($email, $claim, $outcome) && $this->outbox->mark($email, $claim, $outcome, EmailState::Unknown)) {
            // It took longer than a claim lasts, and somebody was told that nobody knows.
            $this->notifications->emailKnown($email->notificationId);
        }
    }

    /**
     * A person is told before the outbox forgets: the other way round, dying in between would lose it. As long as the
     * notification is not settled there is nobody to tell; the claim then waits to be found abandoned.
     */
    private function markUnknown(PendingEmail $email, string $claim): void
    {
        if (! $this->notifications->emailUnknown($email->notificationId)) {
            return;
        }
        if ($this->outbox->mark($email, $claim, EmailState::Unknown)) {
            $this->events->add($email->notificationId, ResultCode::EmailUnknown);
        } elseif ($this->outbox->stateOf($email->orderId) !== EmailState::Unknown) {
            // Its sender came back in between.
            $this->notifications->emailKnown($email->notificationId);
        }
    }

    private function send(PendingEmail $email): EmailState|EmailSkipReason
    {
        $order = $this->statusReader->isCompleted($email->orderId) ? $this->orderLoader->load($email->orderId) : null;
        if ($order === null) {
            return EmailSkipReason::NotCompleted;
        }
        if (! $this->email->isListening()) {
            return EmailSkipReason::TakenOff;
        }
        try {
            $left = $this->email->send($order, $email->statusFrom, $email->silent);
        } catch (Throwable $error) {
            $this->logger->error('The email of an order failed.', ['order_id' => $email->orderId, 'error' => $error->getMessage()]);
            return EmailState::Unknown;
        }
        if ($email->silent) {
            return EmailState::Silent;
        }
        // An email that the server refused may have been refused after it was taken: it is not sent again automatically.
        return match ($left) {
            true => EmailState::Sent,
            false => EmailState::Unknown,
            default => $left,
        };
    }
}
