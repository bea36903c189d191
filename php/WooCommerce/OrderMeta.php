<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Domain\Message;
use WC_Order;

defined('ABSPATH') || exit;

/** What the order itself keeps of Telaris, for people and for other plug-ins. */
final class OrderMeta
{
    public const TELARIS_ORDER = '_telaris_order';
    public const COMPANY = '_telaris_company';
    public const INVOICE_NUMBER = '_telaris_invoice_number';
    public const INVOICE_DATE = '_telaris_invoice_date';

    /** A list. */
    public const FURTHER_INVOICES = '_telaris_further_invoices';

    /** Sets, without saving. */
    public static function write(WC_Order $order, Message $message): void
    {
        if ($message->telarisOrder !== null) {
            $order->update_meta_data(self::TELARIS_ORDER, $message->telarisOrder);
        }
        if ($message->company !== null) {
            $order->update_meta_data(self::COMPANY, $message->company);
        }
        if ($message->invoice !== null) {
            $order->update_meta_data(self::INVOICE_NUMBER, $message->invoice->number);
            $order->update_meta_data(self::INVOICE_DATE, (string) $message->invoice->date);
        }
    }

    /** Writes it on the order, once. */
    public static function noteFurtherInvoice(WC_Order $order, string $number): void
    {
        $known = $order->get_meta(self::FURTHER_INVOICES);
        $known = is_array($known) ? array_values($known) : [];
        if (in_array($number, $known, true)) {
            return;
        }
        $order->update_meta_data(self::FURTHER_INVOICES, [...$known, $number]);
        /* translators: %s: invoice number. */
        $order->add_order_note(sprintf(__('Invoiced in Telaris: further invoice %s.', 'telaris-for-woocommerce'), $number));
        $order->save_meta_data();
    }

    public static function note(Message $message): string
    {
        $telarisOrder = $message->orderInTelaris()?->name();
        if ($telarisOrder === null) {
            return __('Invoiced in Telaris.', 'telaris-for-woocommerce');
        }
        if ($message->invoice === null) {
            /* translators: %s: Telaris's order number. */
            return sprintf(__('Invoiced in Telaris (Telaris order %s).', 'telaris-for-woocommerce'), $telarisOrder);
        }
        return sprintf(
            /* translators: 1: Telaris's order number, 2: invoice number. */
            __('Invoiced in Telaris (Telaris order %1$s, invoice %2$s).', 'telaris-for-woocommerce'),
            $telarisOrder,
            $message->invoice->number
        );
    }
}
