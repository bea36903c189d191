<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

defined('ABSPATH') || exit;

/**
 * Standard Webhooks 1.0.0, symmetric signatures.
 *
 * Our own, because the library on Packagist decodes base64 loosely and indexes parts that may be missing; it is
 * compared against that library's and npm's answers in the tests.
 */
final class SignatureVerifier
{
    public const PREFIX = 'whsec_';

    /** Seconds the two clocks may be apart, either way. */
    public const TOLERANCE = 300;

    /**
     * @param string $header The webhook-signature header: signatures of any version, separated by spaces.
     * @param list<string> $keys Raw secrets, the newest first.
     * @return int|null The index of the key that signed, or null.
     */
    public static function signer(string $id, string $timestamp, string $body, string $header, array $keys): ?int
    {
        $offered = [];
        foreach (explode(' ', $header) as $part) {
            if (str_starts_with($part, 'v1,')) {
                $offered[] = substr($part, 3);
            }
        }
        foreach ($keys as $index => $key) {
            // Compared as text: a signature that is not the canonical base64 of ours is not ours.
            $expected = base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
            foreach ($offered as $signature) {
                if (hash_equals($expected, $signature)) {
                    return $index;
                }
            }
        }
        return null;
    }

    public static function isTimestamp(string $timestamp): bool
    {
        return preg_match('/\A[0-9]{1,18}\z/', $timestamp) === 1;
    }

    public static function isInTime(string $timestamp, int $now): bool
    {
        return abs($now - (int) $timestamp) <= self::TOLERANCE;
    }

    /** @return string Raw, 32 bytes. */
    public static function newKey(): string
    {
        return random_bytes(32);
    }

    public static function secretOf(string $key): string
    {
        return self::PREFIX . base64_encode($key);
    }
}
