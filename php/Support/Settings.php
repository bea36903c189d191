<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** What a merchant can choose. Schema Settings of openapi.json says what is allowed; here is what holds until somebody chooses. */
final class Settings
{
    public const OPTION = 'telaris_for_woocommerce_settings';

    /** Lets happen what the guard would stop; the history has it either way. */
    public const OBSERVE = 'observe';
    public const PROTECT = 'protect';

    private const DEFAULTS = [
        'completes_from' => ['processing', 'on-hold'],
        'marked_key' => null,
        'core_api_guard' => self::OBSERVE,
        'retention_days' => 180,
        'email_line' => true,
        'require_link' => false,
    ];

    /** @return list<string> Statuses, without "wc-", from which an order is completed by itself. */
    public function completesFrom(): array
    {
        $chosen = $this->all()['completes_from'];
        /**
         * Filters the statuses from which an order is completed by itself.
         *
         * @param list<string> $statuses Without "wc-".
         */
        $statuses = apply_filters('telaris_for_woocommerce_completes_from', $chosen);
        return array_values(array_filter(is_array($statuses) ? $statuses : $chosen, is_string(...)));
    }

    /** @return int|null The WooCommerce REST API key that is Telaris's. */
    public function markedKey(): ?int
    {
        return $this->all()['marked_key'];
    }

    /** Whether the guard holds for what the marked key asks of WooCommerce's own API, too. */
    public function protectsCoreApi(): bool
    {
        return $this->all()['core_api_guard'] === self::PROTECT;
    }

    /** @return int Days that the history is kept. */
    public function retentionDays(): int
    {
        return $this->all()['retention_days'];
    }

    /** Whether the invoice is named in the customer's Completed email. */
    public function emailLine(): bool
    {
        return $this->all()['email_line'];
    }

    /** Whether an order must be linked before it is completed; else the first valid notification makes the link. */
    public function requireLink(): bool
    {
        return $this->all()['require_link'];
    }

    /**
     * @return array{
     *     completes_from: list<string>,
     *     marked_key: int|null,
     *     core_api_guard: string,
     *     retention_days: int,
     *     email_line: bool,
     *     require_link: bool,
     * } As chosen, unfiltered; what was never chosen, or is no longer understood, as by default.
     */
    public function all(): array
    {
        $stored = get_option(self::OPTION);
        $stored = is_array($stored) ? $stored : [];
        $statuses = $stored['completes_from'] ?? null;
        $key = $stored['marked_key'] ?? null;
        $guard = $stored['core_api_guard'] ?? null;
        $days = $stored['retention_days'] ?? null;
        $line = $stored['email_line'] ?? null;
        $link = $stored['require_link'] ?? null;

        return [
            'completes_from' => is_array($statuses) ? array_values(array_filter($statuses, is_string(...))) : self::DEFAULTS['completes_from'],
            'marked_key' => is_int($key) ? $key : self::DEFAULTS['marked_key'],
            'core_api_guard' => $guard === self::PROTECT ? self::PROTECT : self::DEFAULTS['core_api_guard'],
            'retention_days' => is_int($days) && $days > 0 ? $days : self::DEFAULTS['retention_days'],
            'email_line' => is_bool($line) ? $line : self::DEFAULTS['email_line'],
            'require_link' => is_bool($link) ? $link : self::DEFAULTS['require_link'],
        ];
    }

    /** @param array<string, mixed> $chosen Checked; what is not in it stays as it is. */
    public function choose(array $chosen): void
    {
        update_option(self::OPTION, array_intersect_key($chosen, self::DEFAULTS) + $this->all(), true);
    }
}
