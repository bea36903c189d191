<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * An object with properties, changes that are not saved yet, and metadata.
 */
abstract class WC_Data
{
    /** @var int */
    protected $id = 0;

    /** @var array<string, mixed> What the database holds. */
    protected $data = [];

    /** @var array<string, mixed> What was set since. */
    protected $changes = [];

    /** @var bool False while the properties are read from the database: setting them is no change then. */
    protected $object_read = false;

    /** @var string Part of the names of hooks. */
    protected $object_type = 'data';

    /** @var \WooCommerceStandIn\Orders\OrderStore */
    protected $data_store;

    /** @var WC_Meta_Data[]|null Null until they are read. */
    protected $meta_data = null;

    public function __clone()
    {
        if (null !== $this->meta_data) {
            $this->meta_data = array_map(static fn($meta) => clone $meta, $this->meta_data);
        }
    }

    public function get_data_store()
    {
        return $this->data_store;
    }

    public function get_id()
    {
        return $this->id;
    }

    public function set_id($id)
    {
        $this->id = absint($id);
    }

    public function get_object_read()
    {
        return $this->object_read;
    }

    public function set_object_read($read = true)
    {
        $this->object_read = (bool) $read;
    }

    /**
     * Moves to the trash, or removes for good. Either way the object has no id afterwards.
     */
    public function delete($force_delete = false)
    {
        $this->data_store->delete($this, (bool) $force_delete);
        $this->set_id(0);
        return true;
    }

    public function get_data()
    {
        return ['id' => $this->get_id()] + $this->data + ['meta_data' => $this->get_meta_data()];
    }

    public function get_changes()
    {
        return $this->changes;
    }

    public function apply_changes()
    {
        $this->data    = array_replace($this->data, $this->changes);
        $this->changes = [];
    }

    public function get_meta_data()
    {
        $this->maybe_read_meta_data();
        return array_values(array_filter($this->meta_data, static fn($meta) => null !== $meta->value));
    }

    /**
     * Returns the first value of a key ('' without one), or, with $single false, all of its rows.
     */
    public function get_meta($key = '', $single = true, $context = 'view')
    {
        $rows  = array_values(array_filter($this->get_meta_data(), static fn($meta) => $key === $meta->key));
        $value = $single ? ($rows[0]->value ?? '') : $rows;
        return 'view' === $context ? apply_filters($this->get_hook_prefix() . $key, $value, $this) : $value;
    }

    public function meta_exists($key = '')
    {
        return [] !== $this->get_meta($key, false, 'edit');
    }

    public function add_meta_data($key, $value, $unique = false)
    {
        $this->maybe_read_meta_data();
        if ($unique) {
            $this->delete_meta_data($key);
        }
        $this->meta_data[] = new WC_Meta_Data(['key' => $key, 'value' => $value]);
    }

    public function update_meta_data($key, $value, $meta_id = 0)
    {
        $rows = $this->get_meta($key, false, 'edit');
        foreach ($rows as $index => $meta) {
            if ($meta_id ? (int) $meta->id === (int) $meta_id : 0 === $index) {
                $meta->value = $value;
                // Several rows of one key become one, unless a certain row was meant.
                foreach ($meta_id ? [] : array_slice($rows, 1) as $other) {
                    $other->value = null;
                }
                return;
            }
        }
        $this->add_meta_data($key, $value);
    }

    public function delete_meta_data($key)
    {
        foreach ($this->get_meta($key, false, 'edit') as $meta) {
            $meta->value = null;
        }
    }

    public function read_meta_data($force_read = false)
    {
        if ($force_read || null === $this->meta_data) {
            $this->meta_data = $this->get_id() ? $this->data_store->read_meta($this) : [];
        }
    }

    public function save_meta_data()
    {
        if (null !== $this->meta_data) {
            $this->meta_data = $this->data_store->save_meta($this, $this->meta_data);
        }
    }

    protected function maybe_read_meta_data()
    {
        $this->read_meta_data();
    }

    /**
     * Returns how the filters of this object's getters begin.
     */
    protected function get_hook_prefix()
    {
        return 'woocommerce_' . $this->object_type . '_get_';
    }

    protected function get_prop($prop, $context = 'view')
    {
        $value = array_key_exists($prop, $this->changes) ? $this->changes[$prop] : ($this->data[$prop] ?? null);
        return 'view' === $context ? apply_filters($this->get_hook_prefix() . $prop, $value, $this) : $value;
    }

    protected function set_prop($prop, $value)
    {
        if (! $this->object_read) {
            $this->data[$prop] = $value;
        } elseif ($value !== ($this->data[$prop] ?? null) || array_key_exists($prop, $this->changes)) {
            $this->changes[$prop] = $value;
        }
    }

    /**
     * Takes a WC_DateTime, seconds since 1970, or text, which without a zone is in the site's zone.
     */
    protected function set_date_prop($prop, $value)
    {
        if (null === $value || '' === $value) {
            $this->set_prop($prop, null);
            return;
        }
        if (! $value instanceof WC_DateTime) {
            $value = wc_string_to_datetime(is_numeric($value) ? '@' . $value : $value);
        }
        $this->set_prop($prop, $value);
    }
}
