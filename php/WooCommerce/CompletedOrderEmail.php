<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Domain\EmailSkipReason;
use WC_Emails;
use WC_Order;

defined('ABSPATH') || exit;

/**
 * WooCommerce's own "Order complete" email, at a moment of our choosing.
 *
 * Its listener is taken off the completed hook for one order, and what that listener would have done is
 * done after the answer to Telaris. Other plug-ins' listeners on the hook stay where they are.
 */
final class CompletedOrderEmail
{
    public const HOOK = 'woocommerce_order_status_completed';

    public const ID = 'customer_completed_order';
    /** Of WooCommerce's own listener. */
    public const PRIORITY = 10;

    /** WooCommerce uses the second where a shop defers its emails. */
    private const LISTENERS = ['send_transactional_email', 'queue_transactional_email'];

    /** @var array<string, true> Listeners that are off at this moment. */
    private array $off = [];

    /** @return list<string> The listeners that were taken off: attach() puts them back. */
    public function detach(): array
    {
        $detached = [];
        foreach (self::LISTENERS as $listener) {
            if (remove_action(self::HOOK, [WC_Emails::class, $listener], self::PRIORITY)) {
                $detached[] = $listener;
                $this->off[$listener] = true;
            }
        }
        return $detached;
    }

    /** Puts back what is off because a listener ended the process: other orders' emails are still to leave. */
    public function restore(): void
    {
        $this->attach(array_keys($this->off));
    }

    /** @param list<string> $listeners */
    public function attach(array $listeners): void
    {
        foreach ($listeners as $listener) {
            unset($this->off[$listener]);
            $callback = [WC_Emails::class, $listener];
            if (is_callable($callback)) {
                add_action(self::HOOK, $callback, self::PRIORITY, 10);
            }
        }
    }

    /** Whether WooCommerce would have sent one: a shop, or the stand-in, may have switched it off. */
    public function isListening(): bool
    {
        foreach (self::LISTENERS as $listener) {
            if (has_action(self::HOOK, [WC_Emails::class, $listener]) !== false) {
                return true;
            }
        }
        return false;
    }

    private function whyNone(WC_Order $order): EmailSkipReason
    {
        return match (true) {
            ! $this->isEnabled() => EmailSkipReason::SwitchedOff,
            (string) $order->get_billing_email() === '' => EmailSkipReason::NoAddress,
            default => EmailSkipReason::LeftOut,
        };
    }

    /** Whether the merchant has it switched on, under WooCommerce → Settings → Emails. */
    public function isEnabled(): bool
    {
        $settings = get_option('woocommerce_' . self::ID . '_settings');
        return ! is_array($settings) || ($settings['enabled'] ?? 'yes') !== 'no';
    }

    /**
     * Does what WooCommerce's listener would have done.
     *
     * @param bool $silent Leaves the customer's email out; everybody else's listeners still run.
     * @return bool|EmailSkipReason Whether the email left, as far as WooCommerce knows; or why there was none to send.
     */
    public function send(WC_Order $order, string $from, bool $silent): bool|EmailSkipReason
    {
        $orderId = $order->get_id();
        $left = null;
        $isTakenOver = false;
        $notice = static function (mixed $sent) use (&$isTakenOver): mixed {
            $isTakenOver = $sent !== null;
            return $sent;
        };
        $watch = static function (mixed $sent, mixed $id) use (&$left, &$isTakenOver): void {
            if ($id === self::ID) {
                // A plug-in that keeps mail back, on a staging site say, does so on purpose: nothing failed.
                $left = $isTakenOver && ! $sent ? EmailSkipReason::KeptBack : (bool) $sent;
            }
        };
        add_filter('pre_wp_mail', $notice, PHP_INT_MAX);
        $mute = static fn (mixed $enabled, mixed $object): mixed => $object instanceof WC_Order && $object->get_id() === $orderId ? false : $enabled;
        add_action('woocommerce_email_sent', $watch, 10, 2);
        if ($silent) {
            add_filter('woocommerce_email_enabled_' . self::ID, $mute, PHP_INT_MAX, 2);
        }
        try {
            $transition = ['from' => $from, 'to' => 'completed', 'note' => '', 'manual' => false];
            WC_Emails::send_queued_transactional_email(self::HOOK, [$orderId, $order, $transition]);
        } finally {
            remove_filter('pre_wp_mail', $notice, PHP_INT_MAX);
            remove_action('woocommerce_email_sent', $watch, 10);
            remove_filter('woocommerce_email_enabled_' . self::ID, $mute, PHP_INT_MAX);
        }
        return $left ?? $this->whyNone($order);
    }
}
