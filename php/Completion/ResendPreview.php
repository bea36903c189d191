<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WC_Order;

defined('ABSPATH') || exit;

/** Says what a message would do, before it is done: a re-send, or one that is a dry run. Reads only; an attempt decides again, under the lease. */
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
     * @param bool $byPerson Who may do what must not be repeated automatically.
     * @return array{order_id: ?int, number: ?string, status: ?string, against: ?Outcome, can_override: bool, completed: bool, further: bool,
     *               warnings: array<string, string>, effects: list<string>, email: string}
     *         `further`: the invoice is one more than the order has. `effects`: marks_paid, reduces_stock. `email`: will_send, already_sent, held, switched_off.
     */
    public function of(Message $message, bool $byPerson = true): array
    {
        $preview = [
            'order_id' => null,
            'number' => null,
            'status' => null,
            'against' => null,
            'can_override' => false,
            'completed' => false,
            'further' => false,
            'warnings' => [],
            'effects' => [],
            'email' => 'switched_off',
        ];
        $target = $this->resolver->of($message);
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
        $invoice = $message->invoice?->number;
        $preview['number'] = (string) $order->get_order_number();
        $preview['status'] = $status;
        $preview['warnings'] = $this->guard->warnings($order, $message, $record);
        $options = new AttemptOptions();
        if ($status === 'completed') {
            $preview['completed'] = true;
            $preview['further'] = $invoice !== null && $record->invoiceNumber !== null && $record->invoiceNumber !== $invoice;
            $preview['against'] = $this->guard->message($order, $message, $record, $options);
        } else {
            $preview['against'] = $this->guard->check($order, $status, $message, $record, $options, $byPerson);
            $preview['effects'] = self::effects($order);
        }
        if ($preview['against'] !== null) {
            $anyway = new AttemptOptions(completeAnyway: true);
            $preview['can_override'] = $this->guard->check($order, $status, $message, $record, $anyway, true) === null;
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
