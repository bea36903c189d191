<?php

declare(strict_types=1);

namespace TelarisProbe;

/** What is being asked of the shop, and by whom. */
final class Call
{
    // phpcs:disable WordPress.Security.ValidatedSanitizedInput -- Compared and written down only, byte by byte.

    /** Given by whoever controls the probe; empty in all other calls. */
    public static function token(): string
    {
        return (string) ($_SERVER['HTTP_X_PROBE_TOKEN'] ?? '');
    }

    /** By which way a message of Telaris is to be served: "rest" goes through WordPress's REST server. */
    public static function entryPoint(): string
    {
        return (string) ($_SERVER['HTTP_X_PROBE_ENTRY_POINT'] ?? '');
    }

    /** Path and query; empty under WP-CLI. */
    public static function address(): string
    {
        return (string) ($_SERVER['REQUEST_URI'] ?? '');
    }

    /** `CLI` under WP-CLI. */
    public static function method(): string
    {
        return (string) ($_SERVER['REQUEST_METHOD'] ?? 'CLI');
    }
}
