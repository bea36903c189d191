<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** One row, read by type: $wpdb hands every value over as a string or null. */
final class Row
{
    /** @param array<mixed> $values */
    public function __construct(private readonly array $values)
    {
    }

    /** The only column of a row whose name is not known beforehand. */
    public function first(): string
    {
        $value = array_values($this->values)[0] ?? null;
        return is_scalar($value) ? (string) $value : '';
    }

    public function string(string $column): string
    {
        return $this->text($column) ?? '';
    }

    public function text(string $column): ?string
    {
        $value = $this->values[$column] ?? null;
        return is_scalar($value) ? (string) $value : null;
    }

    /** As it was before Database::storedId(). */
    public function id(string $column): string
    {
        $stored = $this->string($column);
        return str_contains($stored, '^') ? (string) preg_replace_callback('/\^([a-z])/', static fn (array $letter): string => strtoupper($letter[1]), $stored) : $stored;
    }

    public function int(string $column): int
    {
        return $this->number($column) ?? 0;
    }

    public function number(string $column): ?int
    {
        $value = $this->values[$column] ?? null;
        return is_numeric($value) ? (int) $value : null;
    }

    /** @return array<string, mixed> */
    public function json(string $column): array
    {
        $value = json_decode($this->string($column), true);
        if (! is_array($value)) {
            return [];
        }
        $map = [];
        foreach ($value as $key => $item) {
            $map[(string) $key] = $item;
        }
        return $map;
    }
}
