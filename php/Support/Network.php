<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** The sites of a network; each has its own tables, secrets and queue. */
final class Network
{
    /**
     * Does something on every site, or on this one where there is no network.
     *
     * @param bool $isAll False: on this site only.
     * @param callable(): void $do
     */
    public static function each(bool $isAll, callable $do): void
    {
        if (! $isAll || ! is_multisite()) {
            $do();
            return;
        }
        foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $site) {
            switch_to_blog((int) $site);
            try {
                $do();
            } finally {
                restore_current_blog();
            }
        }
    }
}
