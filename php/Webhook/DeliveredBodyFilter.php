<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\DeliveredBody;

defined('ABSPATH') || exit;

/**
 * Makes of a body what may be kept of it: the fields of openapi.json, which have nothing about a customer in them. The
 * value of any other field is replaced by NOT_KEPT.
 *
 * Where nothing had to be replaced, the bytes are kept as they were sent; else the JSON is written anew.
 */
final class DeliveredBodyFilter
{
    public const NOT_KEPT = '[not kept]';

    /** Bytes. */
    public const MOST = 8192;

    /** Characters of one text. A sentence of an answer has some hundred. */
    private const MOST_TEXT = 1000;

    /** Levels; a message has at most 16. */
    private const DEPTH = 32;

    /** What a sender calls a field; anything else may be a value. */
    private const NAME = '/\A[A-Za-z_][A-Za-z0-9_-]{0,39}\z/';

    private const JSON = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;

    public function __construct(private readonly Schemas $schemas)
    {
    }

    /** @param array<string, string> $headers */
    public function request(string $text, array $headers): DeliveredBody
    {
        return $this->body($text, 'Message', $headers, true);
    }

    /**
     * One message of a batch, which is no text of its own.
     *
     * @param array<mixed> $item
     * @param array<string, string> $headers
     */
    public function item(array $item, array $headers): DeliveredBody
    {
        return $this->body(self::json($item), 'Message', $headers, false);
    }

    /** @param array<string, string> $headers */
    public function response(string $text, array $headers): DeliveredBody
    {
        return $this->body($text, 'Answer', $headers, true);
    }

    /** @param array<string, string> $headers */
    private function body(string $text, string $schema, array $headers, bool $isExact): DeliveredBody
    {
        $bytes = strlen($text);
        $value = json_decode($text, false, self::DEPTH, JSON_BIGINT_AS_STRING);
        $kept = $this->kept($value, ['properties' => ['id' => []] + Schemas::map($this->schemas->schema($schema)['properties'] ?? null)]);
        // A field that is there twice is decoded once: the other one would stay in the text.
        $written = self::json($kept);
        if (! is_object($value) || $written !== self::json($value) || self::countNames($text) !== self::countFields($value)) {
            $text = is_object($value) ? $written : self::NOT_KEPT;
            $isExact = false;
        }
        $isCut = strlen($text) > self::MOST;
        return new DeliveredBody($isCut ? self::begin($text) : $text, $bytes, $headers, $isExact && ! $isCut, $isCut);
    }

    /** @param array<mixed> $schema */
    private function kept(mixed $value, array $schema): mixed
    {
        foreach (is_array($schema['anyOf'] ?? null) ? $schema['anyOf'] : [] as $alternative) {
            if (is_array($alternative) && isset($alternative['properties'])) {
                $schema = $alternative;
                break;
            }
        }
        $properties = Schemas::map($schema['properties'] ?? null);
        if (is_object($value)) {
            return $properties === [] ? self::NOT_KEPT : (object) $this->keptFields(get_object_vars($value), $properties);
        }
        if (is_array($value)) {
            $items = Schemas::map($schema['items'] ?? null);
            return $items === [] ? self::NOT_KEPT : array_map(fn (mixed $item): mixed => $this->kept($item, $items), $value);
        }
        if ($value === null) {
            return null;
        }
        if ($properties !== [] || isset($schema['items'])) {
            return self::NOT_KEPT;
        }
        return is_string($value) ? mb_substr($value, 0, self::MOST_TEXT) : $value;
    }

    /**
     * @param array<mixed> $fields
     * @param array<string, mixed> $properties
     * @return array<mixed>
     */
    private function keptFields(array $fields, array $properties): array
    {
        $kept = [];
        foreach ($fields as $name => $value) {
            if (isset($properties[$name])) {
                $kept[$name] = $this->kept($value, Schemas::map($properties[$name]));
            } elseif (preg_match(self::NAME, (string) $name) === 1) {
                $kept[$name] = self::NOT_KEPT;
            }
        }
        return $kept;
    }

    /** A host may lack mbstring, for whose mb_strcut() WordPress has no substitute. */
    private static function begin(string $text): string
    {
        $begin = substr($text, 0, self::MOST);
        // A letter has at most four bytes.
        for ($cut = 0; $cut < 4 && preg_match('//u', $begin) !== 1; $cut++) {
            $begin = substr($begin, 0, -1);
        }
        return $begin;
    }

    /** Fields as the text has them. */
    private static function countNames(string $text): int
    {
        preg_match_all('/"(?:[^"\\\\]|\\\\.)*+"(\s*:)?/s', $text, $found);
        return count(array_filter($found[1]));
    }

    private static function countFields(mixed $value): int
    {
        $fields = is_object($value) ? get_object_vars($value) : [];
        return count($fields) + array_sum(array_map(self::countFields(...), is_array($value) ? $value : $fields));
    }

    /** Without WordPress's own wp_json_encode(): what was decoded from JSON needs none of its repairs. */
    private static function json(mixed $value): string
    {
        return (string) json_encode($value, self::JSON); // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode
    }
}
