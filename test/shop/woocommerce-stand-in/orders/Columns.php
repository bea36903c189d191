<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Orders;

use WooCommerceStandIn\Install\Tables;

defined('ABSPATH') || exit;

/**
 * Which property of an order is which column of which table, and what a new order has in it.
 */
final class Columns
{
    private const ORDER = [
        'status'               => '',
        'currency'             => '',
        'total_amount'         => '0',
        'billing_email'        => '',
        'date_created_gmt'     => null,
        'date_updated_gmt'     => null,
        'parent_order_id'      => 0,
        'payment_method'       => '',
        'payment_method_title' => '',
    ];

    private const OPERATIONAL = [
        'created_via'         => '',
        'woocommerce_version' => '',
        'order_key'           => '',
        'date_paid_gmt'       => null,
        'date_completed_gmt'  => null,
    ];

    private const BILLING = [
        'first_name' => '',
        'last_name'  => '',
        'company'    => '',
        'address_1'  => '',
        'city'       => '',
        'postcode'   => '',
        'country'    => '',
        'phone'      => '',
    ];

    private const META = ['_refund_amount' => '', '_refund_reason' => ''];

    /** Columns whose property has another name. */
    private const NAMES = [
        'total_amount'        => 'total',
        'date_created_gmt'    => 'date_created',
        'date_updated_gmt'    => 'date_modified',
        'parent_order_id'     => 'parent_id',
        'woocommerce_version' => 'version',
        'date_paid_gmt'       => 'date_paid',
        'date_completed_gmt'  => 'date_completed',
        '_refund_amount'      => 'amount',
        '_refund_reason'      => 'reason',
    ];

    /**
     * Returns for each table of a type of order: column => property.
     *
     * @return array<string, array<string, string>>
     */
    public static function by_table(string $type): array
    {
        $tables = [Tables::orders() => self::names(self::ORDER), Tables::operational() => self::names(self::OPERATIONAL)];
        return 'shop_order' === $type
            ? $tables + [Tables::addresses() => self::names(self::BILLING, 'billing_')]
            : $tables + [Tables::meta() => self::names(self::META)];
    }

    /**
     * Returns the properties of a new order with their values.
     *
     * @return array<string, mixed>
     */
    public static function defaults(string $type): array
    {
        $values   = self::ORDER + self::OPERATIONAL + self::META;
        $defaults = [];
        foreach (self::by_table($type) as $table => $columns) {
            foreach ($columns as $column => $prop) {
                $defaults[$prop] = Tables::addresses() === $table ? '' : $values[$column];
            }
        }
        return $defaults;
    }

    /**
     * @param array<string, mixed> $columns
     *
     * @return array<string, string>
     */
    private static function names(array $columns, string $prefix = ''): array
    {
        $names = [];
        foreach (array_keys($columns) as $column) {
            $names[$column] = $prefix . (self::NAMES[$column] ?? $column);
        }
        return $names;
    }
}
