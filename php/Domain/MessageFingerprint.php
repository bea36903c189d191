<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** Tells whether two bodies are the same message, whatever the order and spacing of their fields. */
final class MessageFingerprint
{
    /**
     * @param array<string, mixed> $body
     * @return string 64 hexadecimal digits.
     */
    public static function of(array $body): string
    {
        $sort = static function (array $value) use (&$sort): array {
            if (! array_is_list($value)) {
                ksort($value, SORT_STRING);
            }
            return array_map(static fn (mixed $item): mixed => is_array($item) ? $sort($item) : $item, $value);
        };
        return hash('sha256', (string) wp_json_encode($sort($body), JSON_PRESERVE_ZERO_FRACTION));
    }
}
