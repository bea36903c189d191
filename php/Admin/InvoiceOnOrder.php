<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\WooCommerce\OrderMeta;
use WC_DateTime;
use WC_Order;

defined('ABSPATH') || exit;

/** Telaris's invoice as the order keeps it. */
final class InvoiceOnOrder
{
    private function __construct(
        public readonly string $number,
        /** As the shop writes days; empty where Telaris gave none. */
        public readonly string $date,
    ) {
    }

    public static function of(WC_Order $order): ?self
    {
        $number = self::text($order, OrderMeta::INVOICE_NUMBER);
        $day = self::text($order, OrderMeta::INVOICE_DATE);
        // A day has no time zone: read and written as UTC it stays the same one.
        $at = $day === '' ? false : strtotime("$day UTC");
        return $number === ''
            ? null
            : new self($number, $at === false ? '' : wc_format_datetime(new WC_DateTime("@$at"), wc_date_format()));
    }

    public function sentence(): string
    {
        return $this->date === ''
            /* translators: %s: invoice number. */
            ? sprintf(__('Invoice %s', 'telaris-for-woocommerce'), $this->number)
            /* translators: 1: invoice number, 2: date. */
            : sprintf(__('Invoice %1$s of %2$s', 'telaris-for-woocommerce'), $this->number, $this->date);
    }

    private static function text(WC_Order $order, string $key): string
    {
        $value = $order->get_meta($key);
        return is_scalar($value) ? (string) $value : '';
    }
}
