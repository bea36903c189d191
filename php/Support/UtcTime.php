<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** A moment as answers and messages write it, for example 2026-11-27T17:42:03Z. */
final class UtcTime
{
    /** @param int $at Unix seconds. */
    public static function of(int $at): string
    {
        return gmdate('Y-m-d\TH:i:s\Z', $at);
    }
}
