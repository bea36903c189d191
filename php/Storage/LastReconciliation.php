<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

defined('ABSPATH') || exit;

/** What Telaris's last `invoices.reconcile` came to, for the people of the shop: numbers only, in one option that no other page loads. */
final class LastReconciliation
{
    public const OPTION = 'telaris_for_woocommerce_reconciliation';

    /** Differences that are kept. */
    private const MOST = 100;

    /** @param array<string, mixed> $reconciliation Schema Reconciliation. */
    public function keep(array $reconciliation): void
    {
        $differences = [];
        foreach (is_array($reconciliation['differences'] ?? null) ? $reconciliation['differences'] : [] as $difference) {
            if (is_array($difference)) {
                $order = $difference['order'] ?? null;
                $differences[] = array_intersect_key($difference, ['kind' => 1, 'telaris_order' => 1, 'invoice_number' => 1, 'other_invoice' => 1, 'notification_id' => 1])
                    + ['order_id' => is_array($order) ? ($order['id'] ?? null) : null];
            }
        }
        $kept = array_intersect_key($reconciliation, ['from' => 1, 'to' => 1, 'compared' => 1, 'agree' => 1])
            + ['at' => time(), 'count' => count($differences), 'differences' => array_slice($differences, 0, self::MOST)];
        update_option(self::OPTION, $kept, false);
    }

    /**
     * @return array{at: int, from: string, to: string, compared: int, agree: int, count: int, differences: list<array{kind: string, telaris_order: ?string, invoice_number: ?string, other_invoice: ?string, order_id: ?int, notification_id: ?int}>}|null
     *         `at` in Unix seconds; `count` of all differences. Null where there was none.
     */
    public function read(): ?array
    {
        $kept = get_option(self::OPTION);
        if (! is_array($kept) || ! is_int($kept['at'] ?? null)) {
            return null;
        }
        $differences = [];
        foreach (is_array($kept['differences'] ?? null) ? $kept['differences'] : [] as $one) {
            if (is_array($one)) {
                $differences[] = [
                    'kind' => self::text($one['kind'] ?? null) ?? '',
                    'telaris_order' => self::text($one['telaris_order'] ?? null),
                    'invoice_number' => self::text($one['invoice_number'] ?? null),
                    'other_invoice' => self::text($one['other_invoice'] ?? null),
                    'order_id' => is_int($one['order_id'] ?? null) ? $one['order_id'] : null,
                    'notification_id' => is_int($one['notification_id'] ?? null) ? $one['notification_id'] : null,
                ];
            }
        }
        $number = static fn (string $name): int => is_int($kept[$name] ?? null) ? $kept[$name] : 0;
        return [
            'at' => $number('at'),
            'from' => self::text($kept['from'] ?? null) ?? '',
            'to' => self::text($kept['to'] ?? null) ?? '',
            'compared' => $number('compared'),
            'agree' => $number('agree'),
            'count' => $number('count'),
            'differences' => $differences,
        ];
    }

    /**
     * Forgets what is said of some orders.
     *
     * @param list<int> $orderIds
     */
    public function forget(array $orderIds): void
    {
        $kept = $this->read();
        $left = array_values(array_filter($kept['differences'] ?? [], static fn (array $one): bool => ! in_array($one['order_id'], $orderIds, true)));
        if ($kept !== null && count($left) < count($kept['differences'])) {
            update_option(self::OPTION, ['differences' => $left] + $kept, false);
        }
    }

    /** @param int $before Unix seconds. */
    public function prune(int $before): void
    {
        $kept = $this->read();
        if ($kept !== null && $kept['at'] < $before) {
            delete_option(self::OPTION);
        }
    }

    private static function text(mixed $value): ?string
    {
        return is_string($value) ? $value : null;
    }
}
