<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use Automattic\WooCommerce\Utilities\OrderUtil;
use WC_Email;
use WC_Emails;
use WC_Order;
use WC_Webhook;

/** The few names of WooCommerce that the plugin's logic calls. How WooCommerce itself behaves is for the suites over HTTP. */
final class WooCommerce
{
    public readonly string $version;

    /** Whether orders live in tables of their own (HPOS) or are posts. */
    public static bool $hasOrderTables = true;

    /** @var array<string, list<int>> What WooCommerce's search finds, by what is looked for. */
    public static array $ordersOf = [];

    private static bool $hasGateways = false;

    /** @var list<string> What was written to WooCommerce's log. */
    public static array $log = [];

    /** @var array<string, mixed> Of the last of them. */
    public static array $logged = [];

    private function __construct()
    {
        $this->version = '99.0-fixture';
    }

    public static function load(): void
    {
        class_alias(Order::class, WC_Order::class);
        class_alias(Emails::class, WC_Emails::class);
        class_alias(Email::class, WC_Email::class);
        class_alias(Webhook::class, WC_Webhook::class);
        class_alias(self::class, OrderUtil::class);
        require_once __DIR__ . '/woocommerce-functions.php';
    }

    public static function instance(): self
    {
        return new self();
    }

    public static function reset(): void
    {
        self::$hasOrderTables = true;
        self::$ordersOf = [];
        self::$hasGateways = false;
        self::$log = [];
        self::$logged = [];
        Order::reset();
        Emails::$sent = Emails::$cameFrom = [];
        Email::$sent = [];
        Email::$refuses = false;
        Email::$enabled = true;
        Email::$meanwhile = null;
        ActionScheduler::reset();
    }

    /** @param array<string, mixed> $context */
    public function error(string $message, array $context = []): void
    {
        self::$logged = $context;
        self::$log[] = $message;
        apply_filters('woocommerce_logger_log_message', $message, 'error', $context, $this);
    }

    /** The gateways are built when they are first asked for, and some hook in their constructor. */
    // phpcs:ignore PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's name.
    public function payment_gateways(): object
    {
        if (! self::$hasGateways) {
            self::$hasGateways = true;
            do_action('wc_payment_gateways_initialized');
        }
        return (object) ['payment_gateways' => []];
    }

    public function mailer(): self
    {
        return $this;
    }

    /** @return array<string, object> */
    // phpcs:ignore PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's name.
    public function get_emails(): array
    {
        return apply_filters('woocommerce_email_classes', []);
    }

    // phpcs:ignore PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's name.
    public static function custom_orders_table_usage_is_enabled(): bool
    {
        return self::$hasOrderTables;
    }
}
