<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\UnsettledOrdersQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;
use TelarisForWooCommerce\WooCommerce\OrderMeta;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use Throwable;
use WC_Order;

defined('ABSPATH') || exit;

/**
 * What happens to an order besides us, and what that means for its rows in the history: a person completes it, puts it
 * back, or it is paid after it was invoiced. Changes no order; for orders without a row it costs one
 * query, and one more where they leave Completed.
 */
final class OrderStatusObserver
{
    /** WooCommerce's own statuses in which an invoiced order does not belong. Refunded and statuses of other plug-ins (Shipped) may follow Completed. */
    private const OPEN = ['pending', 'processing', 'on-hold', 'failed', 'cancelled', 'draft', 'checkout-draft'];

    /** Not paid yet: such an order becomes eligible without a person having changed their mind. */
    private const UNPAID = ['pending', 'failed', 'draft', 'checkout-draft'];

    /** Seconds until an order that was just paid is completed: the customer should not have to wait for it at the checkout. */
    private const SOON = 10;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly OutcomeNoter $noter,
        private readonly CompletionRecordRepository $completionRecords,
        private readonly UnsettledOrdersQuery $unsettledOrders,
        private readonly OrderStatusReader $statusReader,
        private readonly CallerIdentifier $callerIdentifier,
        private readonly Settings $settings,
        private readonly Logger $logger,
    ) {
    }

    /**
     * On WooCommerce's `woocommerce_order_status_changed`; statuses are without "wc-".
     *
     * @return bool Whether there may be something to try again by now: that has to be planned.
     */
    public function changed(mixed $id, mixed $from, mixed $to, mixed $order = null): bool
    {
        if (! is_numeric($id) || ! is_string($from) || ! is_string($to)) {
            return false;
        }
        $orderId = (int) $id;
        try {
            if ($from === 'completed') {
                $this->completionRecords->endCompletion($orderId);
            }
            $rows = $this->notifications->concerning($orderId);
            // WooCommerce fires its hooks even where the save failed.
            if ($rows !== [] && $this->statusReader->read($orderId) === $to) {
                $this->apply($rows, $orderId, $from, $to, $this->who(), $order instanceof WC_Order ? $order : null);
                return true;
            }
        } catch (DatabaseError $error) {
            $this->logger->error('A change of an order was not noted; the daily check will find it.', ['class' => self::class, 'order_id' => $orderId, 'error' => $error->getMessage()]);
        }
        return false;
    }

    /**
     * Finds what no hook reported: changes by SQL, by HPOS's synchronisation, or while a listener died.
     *
     * @param float $until When to stop, as microtime(true).
     */
    public function check(float $until): void
    {
        foreach ($this->unsettledOrders->all($until, $this->open()) as $orderId) {
            $status = $this->statusReader->read($orderId);
            if ($status !== null) {
                $this->apply($this->notifications->concerning($orderId), $orderId, null, $status, '', null);
            }
        }
    }

    /**
     * @param list<Notification> $rows Newest first.
     * @param string|null $from Null where it is not known.
     */
    private function apply(array $rows, int $orderId, ?string $from, string $to, string $who, ?WC_Order $order): void
    {
        $params = array_filter(['status' => $to, 'by' => $who, 'at' => (string) time()], static fn (string $value): bool => $value !== '');
        if ($to === 'completed') {
            $this->completed($rows, $orderId, $from, $params, $order);
            return;
        }
        $isOpen = in_array($to, $this->open(), true);
        $completed = array_filter($rows, static fn (Notification $row): bool => $row->state === NotificationStatus::Completed)[0] ?? null;
        foreach ($rows as $row) {
            if ($row === $completed && $isOpen && $row->code !== ResultCode::PutBack) {
                $this->noter->note($row, Outcome::of(ResultCode::PutBack, $params)->about($orderId, $from ?? 'completed', $to));
            } elseif ($row->code === ResultCode::StatusNotAllowed || $row->code === ResultCode::Ready) {
                $this->eligible($row, $orderId, $from, $to, $params);
            }
        }
    }

    /**
     * @param list<Notification> $rows
     * @param array<string, string> $params
     */
    private function completed(array $rows, int $orderId, ?string $from, array $params, ?WC_Order $order): void
    {
        unset($params['status']);
        $invoiced = [];
        foreach ($rows as $row) {
            if (
                $row->message->completesOrder() && $row->code->settlesWhenCompleted()
                && $this->noter->note($row, Outcome::of(ResultCode::AlreadyCompleted, $params)->about($orderId, $from, 'completed'))
            ) {
                $invoiced[] = $row->message;
            }
        }
        if ($invoiced === []) {
            return;
        }
        try {
            // Where no hook gave it: of a change that was found by the daily check.
            $order ??= wc_get_order($orderId);
            $this->noteInvoices(array_reverse($invoiced), $orderId, $order instanceof WC_Order ? $order : null);
        } catch (DatabaseError $error) {
            throw $error;
        } catch (Throwable $error) {
            // A listener of the save. The rows have the numbers, too.
            $this->logger->error('An invoice is not on its order.', ['class' => self::class, 'order_id' => $orderId, 'error' => $error->getMessage()]);
        }
    }

    /**
     * As if each message had come to an order that was Completed.
     *
     * @param list<Message> $messages Oldest first.
     */
    private function noteInvoices(array $messages, int $orderId, ?WC_Order $order): void
    {
        $first = $messages === [] ? null : $this->completionRecords->of($orderId)->invoiceNumber;
        foreach ($messages as $message) {
            $number = $message->invoice?->number;
            if ($number === null) {
                continue;
            }
            if ($first === null) {
                if ($order !== null) {
                    OrderMeta::write($order, $message);
                    $order->save_meta_data();
                }
                $this->completionRecords->storeInvoice($orderId, $number);
                $first = $number;
            } elseif ($first !== $number && $order !== null) {
                OrderMeta::noteFurtherInvoice($order, $number);
            }
        }
    }

    /**
     * A row that was refused for the order's status, and the status is another one now.
     *
     * @param array<string, string> $params
     */
    private function eligible(Notification $row, int $orderId, ?string $from, string $to, array $params): void
    {
        $was = $row->params['was'] ?? $row->params['status'] ?? '';
        if (! in_array($to, $this->settings->completesFrom(), true)) {
            if ($row->code === ResultCode::Ready) {
                $this->noter->note($row, Outcome::of(ResultCode::StatusNotAllowed, ['status' => $to, 'overridable' => CompletionGuard::isOverridable($to) ? 'yes' : 'no'])->about($orderId, $from, $to));
            }
            return;
        }
        if (in_array($was, self::UNPAID, true) && $this->settings->completesWhenPaid()) {
            $this->noter->note($row, Outcome::of(ResultCode::Received)->about($orderId, $from ?? $was, $to), time() + self::SOON);
        } elseif ($row->code !== ResultCode::Ready) {
            $this->noter->note($row, Outcome::of(ResultCode::Ready, ['was' => $was] + $params)->about($orderId, $from ?? $was, $to));
        }
    }

    /** @return non-empty-list<string> */
    private function open(): array
    {
        return [...self::OPEN, ...array_values(array_diff($this->settings->completesFrom(), self::OPEN))];
    }

    /** A person who runs the shop, or a plug-in. Never a customer, whose name does not belong into the history. */
    private function who(): string
    {
        return current_user_can('edit_shop_orders') ? wp_get_current_user()->display_name : (string) $this->callerIdentifier->name();
    }
}
