<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/**
 * What a merchant can choose. Each setting is defined once, by the method that reads it: name, type and default.
 * What is allowed is in schema SettingsChange of openapi.json.
 */
final class Settings
{
    public const OPTION = 'telaris_for_woocommerce_settings';

    /** Lets happen what the guard would stop; the history has it either way. */
    public const OBSERVE = 'observe';
    public const PROTECT = 'protect';

    public const IGNORE = 'ignore';
    public const NOTE = 'note';
    public const REFUSE = 'refuse';

    /** @return list<string> Statuses, without "wc-", from which an order is completed automatically. */
    public function completesFrom(): array
    {
        $chosen = $this->chosenStatuses();
        /**
         * Filters the statuses from which an order is completed automatically.
         *
         * @param list<string> $statuses Without "wc-".
         */
        $statuses = apply_filters('telaris_for_woocommerce_completes_from', $chosen);
        return self::strings($statuses) ?? $chosen;
    }

    /** @return int|null The WooCommerce REST API key that is Telaris's. */
    public function markedKey(): ?int
    {
        $key = $this->stored('marked_key');
        return is_int($key) ? $key : null;
    }

    /** Whether the guard also applies to the marked key's requests to WooCommerce's own API. */
    public function protectsCoreApi(): bool
    {
        return $this->stored('core_api_guard') !== self::OBSERVE;
    }

    /** @return int Days that the history is kept. */
    public function retentionDays(): int
    {
        $days = $this->stored('retention_days');
        return is_int($days) && $days > 0 ? $days : 180;
    }

    /** Whether the invoice is named in the customer's Completed email. */
    public function emailLine(): bool
    {
        return $this->bool('email_line', true);
    }

    /** Whether an order must be linked before it is completed; else the first valid notification makes the link. */
    public function requireLink(): bool
    {
        return $this->bool('require_link', false);
    }

    /** Whether an order that was invoiced before it was paid is completed automatically once it is paid. */
    public function completesWhenPaid(): bool
    {
        return $this->bool('complete_when_paid', true);
    }

    /** @return int How many processes at most work on accepted messages and retries, so that the storefront stays fast. */
    public function parallelWorkers(): int
    {
        $workers = $this->stored('parallel_workers');
        return is_int($workers) && $workers > 0 ? $workers : 1;
    }

    /** Whether everything is taken in and no order is touched. */
    public function hold(): bool
    {
        return $this->bool('hold', false);
    }

    /** Whether history, links, secrets and settings are removed when the plugin is deleted; else they are found again when it is installed again. */
    public function removesData(): bool
    {
        return $this->bool('remove_data', false);
    }

    /** What is done where the invoice's total or currency is not the order's. */
    public function invoiceCheck(): string
    {
        $chosen = $this->stored('invoice_check');
        return $chosen === self::IGNORE || $chosen === self::REFUSE ? $chosen : self::NOTE;
    }

    /** @return array<string, mixed> Schema SettingsChange with every setting: as chosen, before filters; what was never chosen, or is no longer understood, as by default. */
    public function all(): array
    {
        return [
            'completes_from' => $this->chosenStatuses(),
            'marked_key' => $this->markedKey(),
            'core_api_guard' => $this->protectsCoreApi() ? self::PROTECT : self::OBSERVE,
            'retention_days' => $this->retentionDays(),
            'email_line' => $this->emailLine(),
            'require_link' => $this->requireLink(),
            'complete_when_paid' => $this->completesWhenPaid(),
            'parallel_workers' => $this->parallelWorkers(),
            'invoice_check' => $this->invoiceCheck(),
            'hold' => $this->hold(),
            'remove_data' => $this->removesData(),
        ];
    }

    /** For shops from before the guard held by default: what nobody chose there stays as it was. */
    public function keepObserving(): void
    {
        if ($this->stored('core_api_guard') === null) {
            $stored = get_option(self::OPTION);
            update_option(self::OPTION, ['core_api_guard' => self::OBSERVE] + (is_array($stored) ? $stored : []), true);
        }
    }

    /** @param array<string, mixed> $chosen Checked; what is not in it stays as it is. */
    public function choose(array $chosen): void
    {
        $all = $this->all();
        update_option(self::OPTION, array_intersect_key($chosen, $all) + $all, true);
    }

    /** @return list<string> */
    private function chosenStatuses(): array
    {
        return self::strings($this->stored('completes_from')) ?? ['processing', 'on-hold'];
    }

    private function bool(string $name, bool $default): bool
    {
        $value = $this->stored($name);
        return is_bool($value) ? $value : $default;
    }

    /** @return mixed Null where nothing was chosen. */
    private function stored(string $name): mixed
    {
        $stored = get_option(self::OPTION);
        return is_array($stored) ? ($stored[$name] ?? null) : null;
    }

    /** @return list<string>|null Null for what is no list. */
    private static function strings(mixed $value): ?array
    {
        return is_array($value) ? array_values(array_filter($value, is_string(...))) : null;
    }
}
