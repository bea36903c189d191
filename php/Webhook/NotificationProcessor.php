<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Completion\OrderResolver;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\ImportRepository;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

defined('ABSPATH') || exit;

/** Takes in a checked message that belongs into the history: records it, then acts on it. */
final class NotificationProcessor
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly LinkRepository $links,
        private readonly ImportRepository $imports,
        private readonly OrderStatusReader $statusReader,
    ) {
    }

    /**
     * @param bool $async Whether Telaris does not wait for the outcome.
     * @throws WebhookIdReused When the id came before with another body.
     */
    public function process(Message $message, string $fingerprint, bool $async = false): ReceivedNotification
    {
        $async = $async && $message->completesOrder();
        $notification = $this->notifications->record($message, $fingerprint, $async);
        if ($notification === null) {
            [$notification, $orderStatus] = $this->notifications->repeated($message->webhookId) ?? $this->refuseAnother($message);
            if (! hash_equals($notification->fingerprint, $fingerprint)) {
                throw new WebhookIdReused();
            }
            if ($notification->isReplayed()) {
                return new ReceivedNotification($notification, true, $orderStatus);
            }
        }
        if ($async && $notification->state === NotificationStatus::Pending) {
            return new ReceivedNotification($notification, false, accepted: true);
        }
        $ignoredAs = $message->ignoredAs();
        return new ReceivedNotification(
            $ignoredAs === null
                ? $this->completion->apply($notification, AttemptTrigger::Telaris)
                : $this->ignore($notification, $ignoredAs),
            false
        );
    }

    /** The id is there, and no row of the history has it. */
    private function refuseAnother(Message $message): never
    {
        $refusal = $this->imports->find($message->webhookId) === null ? new DatabaseError('A recorded notification is gone.') : new WebhookIdReused();
        throw $refusal;
    }

    private function ignore(Notification $notification, ResultCode $code): Notification
    {
        $outcome = Outcome::of($code, ['type' => $notification->message->type->value]);
        $orderId = $this->orderOf($notification->message);
        return $this->notifications->settle($notification, $orderId === null ? $outcome : $outcome->about($orderId, null, null), null);
    }

    /** Only to show it beside the row: nothing is done to the order. */
    private function orderOf(Message $message): ?int
    {
        $reference = OrderResolver::reference($message);
        if ($reference !== null && $this->statusReader->read($reference) !== null) {
            return $reference;
        }
        $telarisOrder = $message->orderInTelaris();
        return $telarisOrder === null ? null : $this->links->orderOf($telarisOrder);
    }
}
