<?php

declare(strict_types=1);

namespace Automattic\WooCommerce\Caches;

defined('ABSPATH') || exit;

/**
 * Keeps order objects in WordPress's object cache. wc_get_order() answers from here, so an order can be stale after
 * somebody else changed its row.
 */
class OrderCache
{
    private const GROUP = 'orders';

    public function get_object_type(): string
    {
        return self::GROUP;
    }

    public function get($id, int $expiration = 0, ?callable $get_from_datastore_callback = null)
    {
        return wp_cache_get($id, self::GROUP) ?: null;
    }

    public function set($object, $id = null, int $expiration = 0): bool
    {
        return wp_cache_set($id ?? $object->get_id(), $object, self::GROUP);
    }

    public function is_cached($id): bool
    {
        return null !== $this->get($id);
    }

    public function remove($id): bool
    {
        return wp_cache_delete($id, self::GROUP);
    }
}
