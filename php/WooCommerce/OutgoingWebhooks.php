<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Support\Database;
use WC_Webhook;

defined('ABSPATH') || exit;

/**
 * WooCommerce's own webhooks to Telaris, by which orders may get there: those whose delivery URL has "telaris" in its
 * host. WooCommerce disables one without a word after its fifth failure.
 */
final class OutgoingWebhooks
{
    private const NAME = 'telaris';

    public function __construct(private readonly Database $database)
    {
    }

    /** @return list<array{id: int, name: string, disabled: bool, failures: int}> Those that are disabled or failing. */
    public function broken(): array
    {
        // A test's stand-in for WooCommerce has none.
        if (! class_exists(WC_Webhook::class)) {
            return [];
        }
        $rows = $this->database->rows(
            "SELECT webhook_id, name, status, delivery_url, failure_count FROM [wc_webhooks]
              WHERE delivery_url LIKE %s AND (status = 'disabled' OR (status = 'active' AND failure_count > 0)) ORDER BY webhook_id",
            '%' . self::NAME . '%'
        );
        $broken = [];
        foreach ($rows as $row) {
            if (str_contains(strtolower((string) wp_parse_url($row->string('delivery_url'), PHP_URL_HOST)), self::NAME)) {
                $broken[] = [
                    'id' => $row->int('webhook_id'),
                    'name' => $row->string('name'),
                    'disabled' => $row->string('status') === 'disabled',
                    'failures' => $row->int('failure_count'),
                ];
            }
        }
        return $broken;
    }

    /** Lets WooCommerce deliver by them again. */
    public function enable(): void
    {
        foreach ($this->broken() as ['id' => $id]) {
            $webhook = new WC_Webhook($id);
            $webhook->set_status('active');
            $webhook->set_failure_count(0); // @phpstan-ignore argument.type (a number, whatever WooCommerce's docblock says)
            $webhook->save();
        }
    }
}
