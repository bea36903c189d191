<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\CompletionRecord;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Support\Settings;
use WC_Order;

defined('ABSPATH') || exit;

/** Decides whether an order may be completed. */
final class CompletionGuard
{
    /** To be put right first. Any other may be overridden by a person, those included that no plug-in knows any more. */
    private const NEVER = ['trash', 'new', 'auto-draft', 'draft', 'checkout-draft'];

    /** In the order's currency: an invoice may be rounded to whole kroner. */
    private const TOLERANCE = 0.501;

    public function __construct(private readonly Settings $settings)
    {
    }

    /** @return Outcome|null Why not; null when it may be completed. */
    public function check(WC_Order $order, string $status, Message $message, CompletionRecord $record, AttemptOptions $options, bool $person): ?Outcome
    {
        return $this->message($order, $message, $record, $options)
            ?? self::otherInvoice($message, $record, $options)
            ?? $this->status($status, $record, $options, $person);
    }

    /** Where the message contradicts the order: its number, or its invoice's total or currency where the shop wants that refused. */
    public function message(WC_Order $order, Message $message, CompletionRecord $record, AttemptOptions $options): ?Outcome
    {
        if ($options->completeAnyway) {
            return null;
        }
        return ($record->linkedByHand ? null : $this->number($order, $message))
            ?? ($this->settings->invoiceCheck() === Settings::REFUSE ? self::difference($order, $message, $record) : null);
    }

    /** @return array<string, string> What is noted of the invoice, for ResultText::warnings(). */
    public function warnings(WC_Order $order, Message $message, CompletionRecord $record): array
    {
        $difference = $this->settings->invoiceCheck() === Settings::IGNORE ? null : self::difference($order, $message, $record);
        $params = [];
        foreach ($difference === null ? [] : $difference->params as $name => $value) {
            $params["invoice_$name"] = $value;
        }
        return $params;
    }

    /**
     * The number that the customer sees is no key: where Telaris names another one than the order has, it means another order.
     *
     * A plug-in for sequential numbers lets one order's number be another order's id.
     */
    public function number(WC_Order $order, Message $message): ?Outcome
    {
        $shown = (string) $order->get_order_number();
        return $message->orderNumber === null || self::plain($message->orderNumber) === '' || self::plain($message->orderNumber) === self::plain($shown)
            ? null
            : new Outcome(ResultCode::LinkMismatch, ['id' => (string) $order->get_id(), 'number' => $shown, 'other_number' => $message->orderNumber], $order->get_id(), null, null, $shown);
    }

    private static function plain(string $number): string
    {
        $plain = ltrim(trim($number), '# ');
        // A PHP may be without mbstring, of which WordPress makes up for other functions.
        return function_exists('mb_strtolower') ? mb_strtolower($plain) : strtolower($plain);
    }

    /** A further invoice of an order that is Completed is noted; before, it is one too many. */
    private static function otherInvoice(Message $message, CompletionRecord $record, AttemptOptions $options): ?Outcome
    {
        $number = $message->invoice?->number;
        return $number === null || $record->invoiceNumber === null || $record->invoiceNumber === $number || $options->completeAnyway
            ? null
            : Outcome::of(ResultCode::InvoiceMismatch, ['number' => $record->invoiceNumber, 'other' => $number]);
    }

    /** Another currency, or another total, than the order has. A further invoice is for a part, so its total says nothing. */
    private static function difference(WC_Order $order, Message $message, CompletionRecord $record): ?Outcome
    {
        $invoice = $message->invoice;
        if ($invoice?->currency !== null && $invoice->currency !== $order->get_currency()) {
            return Outcome::of(ResultCode::InvoiceMismatch, ['currency' => $order->get_currency(), 'other' => $invoice->currency]);
        }
        if ($invoice?->total === null || ($record->invoiceNumber !== null && $record->invoiceNumber !== $invoice->number)) {
            return null;
        }
        $ordered = (float) $order->get_total('edit');
        $billed = (float) $invoice->total;
        // What was refunded before may be left out of the invoice.
        return abs($billed - $ordered) <= self::TOLERANCE || abs($billed - $ordered + (float) $order->get_total_refunded()) <= self::TOLERANCE
            ? null
            : Outcome::of(ResultCode::InvoiceMismatch, ['total' => number_format($ordered, 2, '.', ''), 'other' => number_format($billed, 2, '.', '')]);
    }

    private function status(string $status, CompletionRecord $record, AttemptOptions $options, bool $person): ?Outcome
    {
        if ($record->completedByUs && ! $person && ! $options->repeat) {
            // The hooks ran once by themselves; only a person repeats them.
            return Outcome::of(ResultCode::Reverted, ['status' => $status]);
        }
        if ($options->observe || in_array($status, $this->settings->completesFrom(), true)) {
            return null;
        }
        $overridable = self::isOverridable($status);
        if ($options->completeAnyway && $overridable) {
            return null;
        }
        return Outcome::of(ResultCode::StatusNotAllowed, ['status' => $status, 'overridable' => $overridable ? 'yes' : 'no']);
    }

    /** Whether a person may complete orders in this status all the same. */
    public static function isOverridable(string $status): bool
    {
        return ! in_array($status, self::NEVER, true);
    }
}
