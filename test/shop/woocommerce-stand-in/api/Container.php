<?php

declare(strict_types=1);

namespace Automattic\WooCommerce;

use Automattic\WooCommerce\Caches\OrderCache;

defined('ABSPATH') || exit;

/**
 * What wc_get_container() returns: it has the order cache, nothing else.
 */
final class Container
{
    public function get(string $id)
    {
        if (! $this->has($id)) {
            throw new \InvalidArgumentException(esc_html('The WooCommerce stand-in has no ' . $id));
        }
        return new OrderCache();
    }

    public function has(string $id): bool
    {
        return OrderCache::class === $id;
    }
}
