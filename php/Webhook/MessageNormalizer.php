<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use DateTimeImmutable;

defined('ABSPATH') || exit;

/**
 * Brings what has only one meaning into the contract's form: dates, decimal commas, case, spaces, "#".
 *
 * What has two meanings is left as a fault that names both; what has none is left to the schema.
 */
final class MessageNormalizer
{
    /** The largest number up to which every whole one survives in JSON's floating point. */
    private const EXACT = 9_007_199_254_740_992.0;

    /** @var list<array{field: string, message: string}> */
    private array $errors = [];

    /**
     * @param array<string, mixed> $data `data` of a message.
     * @return array{array<string, mixed>, list<array{field: string, message: string}>} The same in the contract's form, and what has two meanings.
     */
    public static function normalise(array $data): array
    {
        $self = new self();
        foreach (['telaris_order', 'company', 'order_number', 'integration_reference'] as $name) {
            if (isset($data[$name])) {
                $data[$name] = $self->number("data.$name", $data[$name]);
            }
        }
        if (is_string($data['telaris_order'] ?? null)) {
            $data['telaris_order'] = self::withoutSign($data['telaris_order']);
        }
        foreach (['company', 'order_number'] as $name) {
            if (($data[$name] ?? null) === '') {
                $data[$name] = null;
            }
        }
        if (is_string($data['integration_reference'] ?? null) && preg_match('/\A#? ?0*([1-9][0-9]*)\z/', $data['integration_reference'], $id) === 1) {
            $data['integration_reference'] = $id[1];
        }
        if (is_array($data['invoice'] ?? null)) {
            $data['invoice'] = $self->invoice($data['invoice']);
        }
        return [$data, $self->errors];
    }

    /**
     * @param array<mixed> $invoice
     * @return array<mixed>
     */
    private function invoice(array $invoice): array
    {
        if (isset($invoice['number'])) {
            $number = $this->number('data.invoice.number', $invoice['number']);
            $invoice['number'] = is_string($number) ? self::withoutSign($number) : $number;
        }
        foreach (['date' => $this->date(...), 'total' => $this->total(...), 'currency' => 'strtoupper', 'kind' => self::kind(...)] as $name => $form) {
            $value = $invoice[$name] ?? null;
            if ($name === 'total' && (is_int($value) || is_float($value))) {
                $value = (string) wp_json_encode($value);
            }
            if (is_string($value)) {
                $value = self::trimmed($value);
                $invoice[$name] = $value === '' && $name !== 'kind' ? null : $form($value);
            }
        }
        return $invoice;
    }

    private function number(string $field, mixed $value): mixed
    {
        if (is_float($value) && floor($value) === $value) {
            if (abs($value) >= self::EXACT) {
                // PHP cannot keep it as it was written.
                /* translators: %s: name of a field. */
                $this->errors[] = ['field' => $field, 'message' => sprintf(__('%s must be a text or a whole number.', 'telaris-for-woocommerce'), $field)];
                return $value;
            }
            $value = (int) $value;
        }
        return is_int($value) ? (string) $value : (is_string($value) ? self::trimmed($value) : $value);
    }

    private static function withoutSign(string $number): string
    {
        return ltrim($number, '# ');
    }

    private static function kind(string $value): string
    {
        return str_replace(['creditnote', 'credit-note', 'credit note'], 'credit_note', strtolower($value));
    }

    private function date(string $value): string
    {
        if (preg_match('/\A(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?\z/i', $value, $part) === 1) {
            $here = isset($part[2]) ? date_create_immutable($value) : false;
            $shopDay = $here instanceof DateTimeImmutable ? $here->setTimezone(wp_timezone())->format('Y-m-d') : $part[1];
            return $shopDay === $part[1] ? $part[1] : $this->ambiguous('data.invoice.date', $value, $part[1], $shopDay);
        }
        if (preg_match('/\A(\d{4})[\/.]?(\d{2})[\/.]?(\d{2})\z/', $value, $part) === 1) {
            return "$part[1]-$part[2]-$part[3]";
        }
        if (preg_match('/\A(\d{1,2})([.\/-])(\d{1,2})\2(\d{4})\z/', $value, $part) === 1) {
            $dayFirst = sprintf('%s-%02d-%02d', $part[4], $part[3], $part[1]);
            $monthFirst = sprintf('%s-%02d-%02d', $part[4], $part[1], $part[3]);
            // With points the day comes first everywhere.
            $isDayFirst = $part[2] === '.' || $dayFirst === $monthFirst || (int) $part[1] > 12;
            return match (true) {
                $isDayFirst => $dayFirst,
                (int) $part[3] > 12 => $monthFirst,
                default => $this->ambiguous('data.invoice.date', $value, $dayFirst, $monthFirst),
            };
        }
        return $value;
    }

    private function total(string $value): string
    {
        $plain = (string) preg_replace('/[\s\x{00A0}\x{202F}\']+/u', '', str_replace('−', '-', $value));
        if (preg_match('/\A-?\d{1,3}(?:\.\d{3})+,\d+\z/', $plain) === 1) {
            return str_replace(['.', ','], ['', '.'], $plain);
        }
        if (preg_match('/\A-?\d{1,3}(?:,\d{3})+\.\d+\z/', $plain) === 1 || preg_match('/\A-?\d{1,3}(?:,\d{3}){2,}\z/', $plain) === 1) {
            return str_replace(',', '', $plain);
        }
        if (preg_match('/\A-?\d{1,3}(?:\.\d{3}){2,}\z/', $plain) === 1) {
            return str_replace('.', '', $plain);
        }
        if (preg_match('/\A-?[1-9]\d{0,2},\d{3}\z/', $plain) === 1) {
            return $this->ambiguous('data.invoice.total', $value, str_replace(',', '.', $plain), str_replace(',', '', $plain));
        }
        return preg_match('/\A-?\d+,\d+\z/', $plain) === 1 ? str_replace(',', '.', $plain) : $plain;
    }

    private function ambiguous(string $field, string $value, string $one, string $other): string
    {
        $this->errors[] = [
            'field' => $field,
            'message' => sprintf(
                /* translators: 1: name of a field, 2: what Telaris sent, 3: one meaning, 4: another meaning. */
                __('%1$s "%2$s" could mean %3$s or %4$s.', 'telaris-for-woocommerce'),
                $field,
                $value,
                $one,
                $other
            ),
        ];
        return $one;
    }

    private static function trimmed(string $value): string
    {
        return preg_replace('/\A[\s\x{00A0}\x{202F}]+|[\s\x{00A0}\x{202F}]+\z/u', '', $value) ?? $value;
    }
}
