<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use WP_REST_Request;

defined('ABSPATH') || exit;

/** Says that what a caller uses is to go, as openapi.json marks it: routes, and fields of messages. */
final class Deprecations
{
    private const DEPTH = 16;

    public function __construct(private readonly Schemas $schemas)
    {
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @return array<string, string> Deprecation (RFC 9745) and Sunset (RFC 8594); none where nothing that is used is to go.
     */
    public function headers(WP_REST_Request $request): array
    {
        $found = array_filter(
            $this->schemas->deprecated(),
            static fn (array $one): bool => ($one['method'] ?? null) === $request->get_method() && preg_match(self::text($one['route'] ?? null), $request->get_route()) === 1
        );
        $dates = array_map(static fn (array $one): array => [self::day($one['at'] ?? null), self::day($one['sunset'] ?? null)], array_values($found));
        if ($this->schemas->hasDeprecatedFields() && RestRequestHooks::isWebhook($request->get_route(), $request->get_method())) {
            $body = json_decode((string) $request->get_body(), true, self::DEPTH);
            $body = is_array($body) ? $body : [];
            $messages = is_array($body['notifications'] ?? null) ? $body['notifications'] : [$body];
            foreach ($messages as $message) {
                $dates = [...$dates, ...self::fields($message, $this->schemas->schema('Message'))];
            }
        }
        $dates = array_filter($dates, static fn (array $pair): bool => $pair[0] > 0 && $pair[1] > 0);
        return $dates === [] ? [] : [
            'Deprecation' => '@' . min(array_column($dates, 0)),
            'Sunset' => gmdate('D, d M Y H:i:s', min(array_column($dates, 1))) . ' GMT',
        ];
    }

    /**
     * @param array<mixed> $schema
     * @return list<array{int, int}> Since when, and when each field that is there goes, in Unix seconds.
     */
    private static function fields(mixed $value, array $schema): array
    {
        if (! is_array($value)) {
            return [];
        }
        $dates = [];
        foreach ([$schema, ...(is_array($schema['anyOf'] ?? null) ? $schema['anyOf'] : [])] as $one) {
            $properties = is_array($one) && is_array($one['properties'] ?? null) ? $one['properties'] : [];
            foreach (array_intersect_key($properties, $value) as $name => $property) {
                if (is_array($property)) {
                    $dates = [...$dates, ...self::fields($value[$name], $property)];
                    if (($property['deprecated'] ?? false) === true) {
                        $dates[] = [self::day($property['x-deprecated-at'] ?? null), self::day($property['x-sunset'] ?? null)];
                    }
                }
            }
        }
        return $dates;
    }

    private static function text(mixed $value): string
    {
        return is_string($value) ? $value : '';
    }

    /** @return int Unix seconds at the beginning of a day; 0 where it is none. */
    private static function day(mixed $day): int
    {
        return (int) strtotime(self::text($day) . ' UTC');
    }
}
