<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Text;

use SplFileObject;
use TelarisForWooCommerce\Domain\Notification;

defined('ABSPATH') || exit;

/** The history as CSV, row by row, so that memory does not grow with it. */
final class HistoryCsv
{
    public function __construct(private readonly ResultText $resultText)
    {
    }

    /**
     * @param string $to A stream, such as php://output.
     * @param iterable<Notification|string> $notifications A text is a line of its own.
     */
    public function write(string $to, iterable $notifications): void
    {
        $file = new SplFileObject($to, 'w');
        // So that spreadsheets read Norwegian letters.
        $file->fwrite("\xEF\xBB\xBF");
        self::line($file, [
            __('Time (UTC)', 'telaris-for-woocommerce'),
            __('Order', 'telaris-for-woocommerce'),
            __('Telaris order', 'telaris-for-woocommerce'),
            __('Invoice', 'telaris-for-woocommerce'),
            __('Type', 'telaris-for-woocommerce'),
            __('State', 'telaris-for-woocommerce'),
            __('Code', 'telaris-for-woocommerce'),
            __('Result', 'telaris-for-woocommerce'),
            __('Attempts', 'telaris-for-woocommerce'),
            'webhook-id',
        ]);
        foreach ($notifications as $notification) {
            self::line($file, is_string($notification) ? [$notification] : $this->cells($notification));
        }
    }

    /** @return list<string> */
    private function cells(Notification $notification): array
    {
        $message = $notification->message;
        return [
            gmdate('Y-m-d H:i:s', $notification->receivedAt),
            $notification->shopNumber ?? (string) $notification->orderId,
            (string) $message->orderInTelaris()?->name(),
            (string) $message->invoice?->number,
            $message->type->value,
            $notification->state->value,
            $notification->code->value,
            $this->resultText->sentence($notification->code, $notification->params),
            (string) $notification->attempts,
            $message->webhookId,
        ];
    }

    /**
     * A cell that a spreadsheet would take for a formula gets an apostrophe in front.
     *
     * @param list<string> $cells
     */
    private static function line(SplFileObject $file, array $cells): void
    {
        $safe = array_map(static fn (string $cell): string => preg_match('/\A[=+\-@\t\r]/', $cell) === 1 ? "'$cell" : $cell, $cells);
        $file->fputcsv($safe, ',', '"', '');
    }
}
