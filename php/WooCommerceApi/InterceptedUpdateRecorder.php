<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerceApi;

use TelarisForWooCommerce\Completion\AttemptRecorder;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageOrigin;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\UtcTime;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

defined('ABSPATH') || exit;

/** Writes what the marked key asked of WooCommerce into the history, as if Telaris had sent a message. */
final class InterceptedUpdateRecorder
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly AttemptRecorder $attemptRecorder,
        private readonly OrderStatusReader $statusReader,
    ) {
    }

    /**
     * Records that an order is to become Completed, before anything is done about it.
     *
     * A request of WooCommerce's API has no id of its own: what failed or is held back, and is asked for again, is the same message.
     */
    public function record(int $orderId): Notification
    {
        $failed = $this->notifications->failedOf(MessageOrigin::WooCommerceApi->value . "{$orderId}_");
        if ($failed !== null) {
            return $failed;
        }
        $message = new Message(
            MessageOrigin::WooCommerceApi->newId("{$orderId}_"),
            MessageType::Invoiced,
            UtcTime::of(time()),
            integrationReference: (string) $orderId
        );
        return $this->notifications->recordOwn($message);
    }

    /** Records an order that WooCommerce completed itself. */
    public function completed(int $orderId, ?string $before, string $number): void
    {
        $this->settle($this->record($orderId), Outcome::of(ResultCode::Completed)->about($orderId, $before, 'completed', $number));
    }

    /**
     * Records what WooCommerce refused. The shop does not retry it: Telaris got the error.
     *
     * @param Notification|null $notification Where the request is recorded already.
     */
    public function refused(int $orderId, string $error, ?Notification $notification): void
    {
        $notification ??= $this->record($orderId);
        $status = $this->statusReader->read($orderId);
        $this->settle(
            $notification,
            $status === null
                ? Outcome::of(ResultCode::OrderNotFound, ['id' => (string) $orderId])
                : Outcome::of(ResultCode::InternalError, ['error' => $error])->about($orderId, $status, $status)
        );
        $this->notifications->giveUp($notification->id);
    }

    private function settle(Notification $notification, Outcome $outcome): void
    {
        $attemptId = $this->attempts->start($notification->id, AttemptTrigger::CoreApi, null);
        $this->attemptRecorder->record($notification, $attemptId, $outcome);
    }
}
