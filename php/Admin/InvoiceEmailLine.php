<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Support\Settings;
use WC_Email;
use WC_Order;

defined('ABSPATH') || exit;

/** The invoice in the email that tells the customer that the order is Completed, and in no other. */
final class InvoiceEmailLine
{
    private const EMAIL = 'customer_completed_order';

    public function __construct(private readonly Settings $settings)
    {
    }

    public function show(mixed $order, mixed $toAdmin = false, mixed $plain = false, mixed $email = null): void
    {
        if (! $order instanceof WC_Order || ! $email instanceof WC_Email || $email->id !== self::EMAIL || ! $this->settings->emailLine()) {
            return;
        }
        /**
         * Filters the line about Telaris's invoice in the customer's "Order complete" email.
         *
         * @param string $line Plain text; empty leaves it out.
         * @param WC_Order $order
         */
        $line = apply_filters('telaris_for_woocommerce_email_line', InvoiceOnOrder::of($order)?->sentence() ?? '', $order);
        if (is_string($line) && $line !== '') {
            echo $plain === true ? "\n" . esc_html($line) . "\n\n" : '<p>' . esc_html($line) . '</p>';
        }
    }
}
