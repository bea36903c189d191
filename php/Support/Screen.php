<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** The address of WooCommerce → Telaris, for links to it. */
final class Screen
{
    public const SLUG = 'telaris-for-woocommerce';

    /** @param array<string, string|int> $view What the screen shows, as in its own address: tab, state, heading, notification, review. */
    public static function url(array $view = []): string
    {
        return add_query_arg($view, admin_url('admin.php?page=' . self::SLUG));
    }

    /** @param string $search A number that the history's search knows. */
    public static function searchUrl(string $search): string
    {
        return self::url(['search' => rawurlencode($search)]);
    }
}
