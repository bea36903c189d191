<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * One row of an object's metadata: `id`, `key`, `value`, and what of it is not saved yet.
 */
class WC_Meta_Data implements JsonSerializable
{
    /** @var array<string, mixed> */
    private $saved;

    /** @var array<string, mixed> */
    private $current;

    public function __construct($meta = [])
    {
        $this->current = $meta;
        $this->apply_changes();
    }

    #[\ReturnTypeWillChange]
    public function jsonSerialize()
    {
        return $this->get_data();
    }

    public function apply_changes()
    {
        $this->saved = $this->current;
    }

    public function __set($key, $value)
    {
        $this->current[$key] = $value;
    }

    public function __isset($key)
    {
        return isset($this->current[$key]);
    }

    public function __get($key)
    {
        return $this->current[$key] ?? null;
    }

    public function get_changes()
    {
        return array_filter(
            $this->current,
            fn($value, $key) => ! array_key_exists($key, $this->saved) || $value !== $this->saved[$key],
            ARRAY_FILTER_USE_BOTH
        );
    }

    public function get_data()
    {
        return $this->saved;
    }
}
