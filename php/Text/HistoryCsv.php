<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Text;

use Closure;
use SplFileObject;
use TelarisForWooCommerce\Domain\Notification;
use WC_Order;

defined('ABSPATH') || exit;

/** The history as CSV, row by row, so that memory does not grow with it. */
final class HistoryCsv
{
    /** Rows whose orders are loaded together, and forgotten after them. */
    private const SLICE = 100;

    /** @param Closure(non-empty-list<int>): array<int, WC_Order> $loadOrders By id; what is gone is missing. */
    public function __construct(private readonly ResultText $resultText, private readonly Closure $loadOrders)
    {
    }

    /**
     * @param string $to A stream, such as php://output.
     * @param iterable<Notification|string> $notifications A text is a line of its own.
     * @param bool $semicolon Between the columns, and amounts with a decimal comma, as spreadsheets in most of Europe read them.
     */
    public function write(string $to, iterable $notifications, bool $semicolon = false): void
    {
        $file = new SplFileObject($to, 'w');
        // So that spreadsheets read Norwegian letters.
        $file->fwrite("\xEF\xBB\xBF");
        self::line($file, [
            __('Time', 'telaris-for-woocommerce'),
            __('Time (UTC)', 'telaris-for-woocommerce'),
            __('Order', 'telaris-for-woocommerce'),
            __('Order status', 'telaris-for-woocommerce'),
            __('Customer', 'telaris-for-woocommerce'),
            __('Total', 'telaris-for-woocommerce'),
            __('Currency', 'telaris-for-woocommerce'),
            __('Telaris order', 'telaris-for-woocommerce'),
            __('Invoice', 'telaris-for-woocommerce'),
            __('Invoice date', 'telaris-for-woocommerce'),
            __('Invoiced', 'telaris-for-woocommerce'),
            __('Result', 'telaris-for-woocommerce'),
            __('Reason', 'telaris-for-woocommerce'),
            __('Type', 'telaris-for-woocommerce'),
            __('State', 'telaris-for-woocommerce'),
            __('Code', 'telaris-for-woocommerce'),
            __('Attempts', 'telaris-for-woocommerce'),
            'webhook-id',
        ], $semicolon);
        $slice = [];
        foreach ($notifications as $notification) {
            $slice[] = $notification;
            if (count($slice) === self::SLICE) {
                $this->slice($file, $slice, $semicolon);
                $slice = [];
            }
        }
        $this->slice($file, $slice, $semicolon);
    }

    /** @param list<Notification|string> $notifications */
    private function slice(SplFileObject $file, array $notifications, bool $semicolon): void
    {
        $ids = [];
        foreach ($notifications as $notification) {
            if ($notification instanceof Notification && $notification->orderId !== null) {
                $ids[] = $notification->orderId;
            }
        }
        $orders = $ids === [] ? [] : ($this->loadOrders)(array_values(array_unique($ids)));
        foreach ($notifications as $notification) {
            $cells = is_string($notification)
                ? [$notification]
                : $this->cells($notification, $orders[$notification->orderId ?? 0] ?? null, $semicolon);
            self::line($file, $cells, $semicolon);
        }
        if (count($notifications) === self::SLICE && wp_cache_supports('flush_runtime')) {
            wp_cache_flush_runtime();
        }
    }

    /** @return list<string> */
    private function cells(Notification $notification, ?WC_Order $order, bool $semicolon): array
    {
        $message = $notification->message;
        $invoice = $message->invoice;
        $amount = static fn (string $amount): string => $semicolon ? str_replace('.', ',', $amount) : $amount;
        return [
            (string) wp_date('Y-m-d H:i:s', $notification->receivedAt),
            gmdate('Y-m-d H:i:s', $notification->receivedAt),
            $order === null ? ($notification->shopNumber ?? (string) $notification->orderId) : (string) $order->get_order_number(),
            $order === null ? '' : $this->resultText->status($order->get_status()),
            $order === null ? '' : trim($order->get_billing_first_name() . ' ' . $order->get_billing_last_name()),
            $order === null ? '' : $amount(number_format((float) $order->get_total(), 2, '.', '')),
            $order === null ? (string) $invoice?->currency : $order->get_currency(),
            (string) $message->orderInTelaris()?->name(),
            (string) $invoice?->number,
            (string) $invoice?->date,
            $amount((string) $invoice?->total),
            $this->resultText->label($notification->code, $notification->params),
            $this->resultText->sentence($notification->code, $notification->params),
            $message->type->value,
            $notification->state->value,
            $notification->code->value,
            (string) $notification->attempts,
            $message->webhookId,
        ];
    }

    /**
     * A cell that a spreadsheet would take for a formula gets an apostrophe in front.
     *
     * @param list<string> $cells
     */
    private static function line(SplFileObject $file, array $cells, bool $semicolon): void
    {
        $safe = array_map(static fn (string $cell): string => preg_match('/\A[=+\-@\t\r]/', $cell) === 1 ? "'$cell" : $cell, $cells);
        $file->fputcsv($safe, $semicolon ? ';' : ',', '"', '');
    }
}
