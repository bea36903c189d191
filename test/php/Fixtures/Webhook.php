<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

/**
 * WC_Webhook, as far as it is switched on again.
 *
 * phpcs:disable PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's names.
 */
final class Webhook
{
    private string $status = '';
    private int $failures = 0;

    public function __construct(private readonly int $id)
    {
    }

    public static function make(string $url, string $status = 'active', int $failures = 0): void
    {
        global $wpdb;
        $wpdb->insert("{$wpdb->prefix}wc_webhooks", ['name' => 'To Telaris', 'status' => $status, 'delivery_url' => $url, 'failure_count' => $failures]);
    }

    public function set_status(string $status): void
    {
        $this->status = $status;
    }

    public function set_failure_count(int $failures): void
    {
        $this->failures = $failures;
    }

    public function save(): void
    {
        global $wpdb;
        $wpdb->update("{$wpdb->prefix}wc_webhooks", ['status' => $this->status, 'failure_count' => $this->failures], ['webhook_id' => $this->id]);
    }
}
