<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WC_Order;

defined('ABSPATH') || exit;

/** Says what a re-send would do, before it is done. Reads only; the re-send decides again, under the lease. */
final class ResendPreview
{
    public function __construct(
        private readonly OrderResolver $resolver,
        private readonly OrderStatusReader $statusReader,
        private readonly OrderLoader $orderLoader,
        private readonly CompletionRecordRepository $completionRecords,
        private readonly CompletionGuard $guard,
        private readonly EmailOutbox $outbox,
        private readonly CompletedOrderEmail $email,
    ) {
    }

    /**
     * @return array{order_id: ?int, against: ?Outcome, can_override: bool, completed: bool, effects: list<string>, email: string}
     *         `effects`: marks_paid, reduces_stock. `email`: will_send, already_sent, held, switched_off.
     */
    public function of(Notification $notification): array
    {
        $preview = ['order_id' => null, 'against' => null, 'can_override' => false, 'completed' => false, 'effects' => [], 'email' => 'switched_off'];
        $target = $this->resolver->of($notification->message);
        if ($target instanceof Outcome) {
            return ['order_id' => $target->orderId, 'against' => $target] + $preview;
        }
        $preview['order_id'] = $target;
        $status = $this->statusReader->read($target);
        $order = $this->orderLoader->load($target);
        if ($status === null || $order === null) {
            return $preview;
        }
        $record = $this->completionRecords->of($target);
        $options = new AttemptOptions();
        if ($status === 'completed') {
            $preview['completed'] = true;
            $preview['against'] = $this->guard->message($order, $notification->message, $record, $options);
        } else {
            $preview['against'] = $this->guard->check($order, $status, $notification->message, $record, $options, true);
            $preview['effects'] = self::effects($order);
        }
        if ($preview['against'] !== null) {
            $anyway = new AttemptOptions(completeAnyway: true);
            $preview['can_override'] = $this->guard->check($order, $status, $notification->message, $record, $anyway, true) === null;
        }
        $preview['email'] = $this->email($target, $preview['completed']);
        return $preview;
    }

    /** @return list<string> What WooCommerce does besides, on the way to Completed. */
    private static function effects(WC_Order $order): array
    {
        $effects = [];
        if ($order->get_date_paid() === null) {
            $effects[] = 'marks_paid';
        }
        if (is_callable([$order, 'get_order_stock_reduced']) && ! $order->get_order_stock_reduced('edit')) {
            $effects[] = 'reduces_stock';
        }
        return $effects;
    }

    private function email(int $orderId, bool $isCompleted): string
    {
        if (! $this->email->isListening() || ! $this->email->isEnabled()) {
            return 'switched_off';
        }
        $state = $this->outbox->stateOf($orderId);
        return match (true) {
            $isCompleted && $state === EmailState::Held => 'held',
            $state?->isHadOrOnItsWay() === true => 'already_sent',
            default => 'will_send',
        };
    }
}
