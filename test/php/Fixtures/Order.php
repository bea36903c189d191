<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use Exception;
use RuntimeException;

/**
 * WC_Order, as far as one path goes through it, with the quirks that were seen on WooCommerce 10.5.2: save() swallows
 * an Exception, the hooks of the new status run all the same, and update_status() says true.
 *
 * phpcs:disable PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's names.
 */
final class Order
{
    public const STATUSES = [
        'wc-pending' => 'Pending payment',
        'wc-processing' => 'Processing',
        'wc-on-hold' => 'On hold',
        'wc-completed' => 'Completed',
        'wc-cancelled' => 'Cancelled',
        'wc-refunded' => 'Refunded',
        'wc-failed' => 'Failed',
        'wc-checkout-draft' => 'Draft',
        'wc-in-the-oven' => 'In the oven',
    ];

    /** @var array<string, bool> What is to go wrong: save_throws, cache_is_stale, email_throws, email_refused, no_address. */
    public static array $faults = [];

    /** @var array<int, list<string>> */
    private static array $notes = [];

    /** @var array<int, array<string, mixed>> */
    private static array $meta = [];

    /** @var array<string, mixed> */
    private array $unsavedMeta = [];

    /** @var array{from: string, to: string, note: string, manual: bool}|null */
    private ?array $transition = null;

    private function __construct(
        private readonly int $id,
        private string $status,
        private readonly string $type,
        private readonly string $currency,
    ) {
    }

    public static function reset(): void
    {
        self::$faults = self::$notes = self::$meta = [];
    }

    /** Puts an order into the shop. */
    public static function make(int $id, string $status = 'processing', string $currency = 'NOK', string $type = 'shop_order'): self
    {
        global $wpdb;
        $stored = $status === 'trash' ? $status : "wc-$status";
        if (WooCommerce::$hasOrderTables) {
            $wpdb->insert("{$wpdb->prefix}wc_orders", ['id' => $id, 'status' => $stored, 'type' => $type, 'currency' => $currency]);
        } else {
            $wpdb->insert($wpdb->posts, ['ID' => $id, 'post_status' => $stored, 'post_type' => $type]);
        }
        return new self($id, $status, $type, $currency);
    }

    public static function find(int $id): ?self
    {
        global $wpdb;
        // phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- the prefix of the tests' own tables.
        $row = $wpdb->get_row($wpdb->prepare("SELECT * FROM {$wpdb->prefix}wc_orders WHERE id = %d", $id));
        if ($row === null) {
            return null;
        }
        $status = (self::$faults['cache_is_stale'] ?? false) ? 'pending' : (string) preg_replace('/^wc-/', '', $row->status);
        return new self($id, $status, $row->type, $row->currency);
    }

    /** @return list<string> */
    public static function notesOf(int $id): array
    {
        return self::$notes[$id] ?? [];
    }

    /** @return array<string, mixed> */
    public static function metaOf(int $id): array
    {
        return self::$meta[$id] ?? [];
    }

    public function get_date_paid(): ?object
    {
        return null;
    }

    public function get_id(): int
    {
        return $this->id;
    }

    public function get_order_number(): string
    {
        return (string) apply_filters('woocommerce_order_number', $this->id, $this);
    }

    public function get_type(): string
    {
        return $this->type;
    }

    public function get_status(string $context = 'view'): string
    {
        return $context === 'view' ? (string) apply_filters('woocommerce_order_get_status', $this->status, $this) : $this->status;
    }

    public function get_currency(): string
    {
        return $this->currency;
    }

    public function get_billing_first_name(): string
    {
        return 'Kari';
    }

    public function get_billing_last_name(): string
    {
        return 'Nordmann';
    }

    public function get_billing_email(): string
    {
        return (self::$faults['no_address'] ?? false) ? '' : 'kari@example.com';
    }

    public function get_edit_order_url(): string
    {
        return "https://shop.example/wp-admin/post.php?post=$this->id&action=edit";
    }

    public function get_total(): string
    {
        return '499.00';
    }

    public function get_formatted_order_total(): string
    {
        return '499 kr';
    }

    public function update_meta_data(string $key, mixed $value): void
    {
        $this->unsavedMeta[$key] = $value;
    }

    public function get_meta(string $key): mixed
    {
        return $this->unsavedMeta[$key] ?? self::metaOf($this->id)[$key] ?? '';
    }

    public function add_order_note(string $note): int
    {
        self::$notes[$this->id][] = $note;
        return count(self::$notes[$this->id]);
    }

    public function save_meta_data(): void
    {
        self::$meta[$this->id] = $this->unsavedMeta + self::metaOf($this->id);
        $this->unsavedMeta = [];
    }

    public function update_status(string $status, string $note = '', bool $manual = false): bool
    {
        try {
            if ($status !== $this->status) {
                $this->transition = ['from' => $this->status, 'to' => $status, 'note' => $note, 'manual' => $manual];
                $this->status = $status;
            }
            $this->save();
        } catch (Exception) {
            return false;
        }
        return true;
    }

    private function save(): void
    {
        global $wpdb;
        try {
            if (self::$faults['save_throws'] ?? false) {
                throw new RuntimeException('The order could not be saved.');
            }
            $wpdb->update("{$wpdb->prefix}wc_orders", ['status' => "wc-$this->status"], ['id' => $this->id]);
            $this->save_meta_data();
        } catch (Exception $error) {
            WooCommerce::$log[] = $error->getMessage();
        }
        $this->tell();
    }

    private function tell(): void
    {
        $transition = $this->transition;
        $this->transition = null;
        if ($transition === null) {
            return;
        }
        ['from' => $from, 'to' => $to] = $transition;
        try {
            do_action("woocommerce_order_status_$to", $this->id, $this, $transition);
            self::$notes[$this->id][] = trim("{$transition['note']} Order status changed from $from to $to.");
            do_action("woocommerce_order_status_{$from}_to_$to", $this->id, $this);
            do_action('woocommerce_order_status_changed', $this->id, $from, $to, $this);
        } catch (Exception $error) {
            WooCommerce::instance()->error("Status transition of order #$this->id errored!", ['order' => $this, 'error' => $error]);
            self::$notes[$this->id][] = 'Error during status transition. ' . $error->getMessage();
        }
    }
}
