<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

defined('ABSPATH') || exit;

/** Orders by what a person knows of a customer. */
final class CustomerSearch
{
    /** The newest so many orders of a name are enough. */
    private const MOST = 500;

    /** @return list<int> Order ids, newest first, as WooCommerce's own search finds them. */
    public static function orders(string $nameOrEmail): array
    {
        $ids = array_map(static fn (mixed $id): int => is_numeric($id) ? (int) $id : 0, wc_order_search($nameOrEmail));
        rsort($ids);
        return array_slice(array_values(array_unique($ids)), 0, self::MOST);
    }
}
