<?php

declare(strict_types=1);

namespace TelarisForWooCommerce;

defined('ABSPATH') || exit;

/** What a merchant can choose. */
final class Settings
{
    private const OPTION = 'telaris_for_woocommerce_settings';
    private const COMPLETES_FROM = ['processing', 'on-hold'];

    /** @return list<string> Statuses, without "wc-", from which an order is completed by itself. */
    public function completesFrom(): array
    {
        $stored = get_option(self::OPTION);
        $statuses = is_array($stored) ? ($stored['completes_from'] ?? null) : null;
        /**
         * Filters the statuses from which an order is completed by itself.
         *
         * @param list<string> $statuses Without "wc-".
         */
        $statuses = apply_filters('telaris_for_woocommerce_completes_from', is_array($statuses) ? $statuses : self::COMPLETES_FROM);
        return array_values(array_filter(is_array($statuses) ? $statuses : self::COMPLETES_FROM, is_string(...)));
    }
}
