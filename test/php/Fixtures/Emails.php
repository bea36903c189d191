<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use RuntimeException;

/** WC_Emails, as far as its listener and its queue go: notes which orders' customers were written to. */
final class Emails
{
    /** @var list<int> Orders, in the order of their emails. */
    public static array $sent = [];

    /** @var list<string> The statuses that those orders came from, as WooCommerce's listeners are told. */
    public static array $cameFrom = [];

    /** As WC_Emails::init_transactional_emails() does for each status. */
    public static function listen(string $listener = 'send_transactional_email'): void
    {
        add_action('woocommerce_order_status_completed', ['WC_Emails', $listener], 10, 10);
        add_action('woocommerce_order_status_completed_notification', self::write(...), 10, 2);
    }

    // phpcs:disable PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's names.

    public static function send_transactional_email(mixed ...$arguments): void
    {
        do_action_ref_array(current_filter() . '_notification', $arguments);
    }

    public static function queue_transactional_email(mixed ...$arguments): void
    {
        do_action_ref_array(current_filter() . '_notification', $arguments);
    }

    /** @param array<mixed> $arguments */
    public static function send_queued_transactional_email(string $filter = '', array $arguments = []): void
    {
        $transition = is_array($arguments[2] ?? null) ? $arguments[2] : [];
        self::$cameFrom[] = (string) ($transition['from'] ?? '');
        do_action_ref_array($filter . '_notification', $arguments);
    }

    // phpcs:enable

    /** Stands for WC_Email_Customer_Completed_Order. */
    private static function write(int $orderId, mixed $order = null): void
    {
        $order ??= Order::find($orderId);
        if (! $order instanceof Order || apply_filters('woocommerce_email_enabled_customer_completed_order', true, $order, null) !== true || $order->get_billing_email() === '') {
            return;
        }
        if (Order::$faults['email_throws'] ?? false) {
            throw new RuntimeException('The mail server hung up.');
        }
        $left = apply_filters('pre_wp_mail', null, []) ?? ! (Order::$faults['email_refused'] ?? false);
        if ($left) {
            self::$sent[] = $orderId;
        }
        do_action('woocommerce_email_sent', $left, 'customer_completed_order', null);
    }
}
