<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Orders;

use Automattic\WooCommerce\Caches\OrderCache;
use WooCommerceStandIn\Install\Tables;

defined('ABSPATH') || exit;

/**
 * Reads and writes orders in tables shaped like WooCommerce's high-performance order storage.
 */
final class OrderStore
{
    /**
     * Returns the type of what has this id in the order tables, or '' when nothing has.
     */
    public static function type_of(int $id): string
    {
        global $wpdb;
        return (string) $wpdb->get_var($wpdb->prepare('SELECT type FROM %i WHERE id = %d', Tables::orders(), $id));
    }

    /**
     * Takes an id from the posts table, as WooCommerce does, and writes the rows.
     *
     * @throws \Exception When there is no id.
     */
    public function create(\WC_Abstract_Order $order): void
    {
        $id = wp_insert_post(['post_type' => 'shop_order_placehold', 'post_status' => 'draft', 'comment_status' => 'closed']);
        if (! $id) {
            throw new \Exception('Could not create order in posts table.');
        }
        $order->set_id($id);
        $order->set_currency($order->get_currency() ?: get_woocommerce_currency());
        $order->set_date_created($order->get_date_created('edit') ?? time());
        $order->set_date_modified(time());
        if ($order instanceof \WC_Order && '' === $order->get_order_key()) {
            $order->set_order_key('wc_order_' . wp_generate_password(13, false));
        }
        $this->write($order, true);
        if ('shop_order' === $order->get_type()) {
            do_action('woocommerce_new_order', $id, $order);
        }
    }

    public function update(\WC_Abstract_Order $order): void
    {
        if (! isset($order->get_changes()['date_modified'])) {
            $order->set_date_modified(time());
        }
        $this->write($order, false);
        if ('shop_order' === $order->get_type()) {
            do_action('woocommerce_update_order', $order->get_id(), $order);
        }
    }

    /**
     * Fills an order that knows its id.
     *
     * @throws \Exception When there is no such order.
     */
    public function read(\WC_Abstract_Order $order): void
    {
        global $wpdb;
        if (self::type_of($order->get_id()) !== $order->get_type()) {
            throw new \Exception(esc_html__('Invalid order.', 'woocommerce'));
        }
        $props = [];
        foreach (Columns::by_table($order->get_type()) as $table => $columns) {
            $row = Tables::meta() === $table
                ? array_column($this->meta_rows($order->get_id()), 'meta_value', 'meta_key')
                : (array) $wpdb->get_row($wpdb->prepare('SELECT * FROM %i WHERE %i = %d', $table, $this->key($table), $order->get_id()), ARRAY_A);
            foreach ($columns as $column => $prop) {
                $value        = $row[$column] ?? '';
                $props[$prop] = str_ends_with($column, '_gmt') && '' !== $value ? strtotime($value . ' UTC') : $value;
            }
        }
        $order->set_object_read(false);
        $order->set_props($props);
        $order->set_object_read(true);
    }

    public function delete(\WC_Abstract_Order $order, bool $for_good): void
    {
        global $wpdb;
        $id = $order->get_id();
        do_action($for_good ? 'woocommerce_before_delete_order' : 'woocommerce_before_trash_order', $id, $order);
        if ($for_good) {
            foreach ([Tables::orders(), Tables::operational(), Tables::addresses(), Tables::meta()] as $table) {
                $wpdb->delete($table, [$this->key($table) => $id]);
            }
            wp_delete_post($id, true);
        } elseif ('trash' !== $order->get_status('edit')) {
            // Straight to the table: no save, no transition hooks.
            $order->add_meta_data('_wp_trash_meta_status', 'wc-' . $order->get_status('edit'), true);
            $wpdb->update(Tables::orders(), ['status' => 'trash', 'date_updated_gmt' => gmdate('Y-m-d H:i:s')], ['id' => $id]);
            $order->set_status('trash');
            $order->save_meta_data();
        }
        (new OrderCache())->remove($id);
        do_action($for_good ? 'woocommerce_delete_order' : 'woocommerce_trash_order', $id);
    }

    public function untrash(\WC_Order $order): bool
    {
        if ('trash' !== $order->get_status()) {
            return false;
        }
        $previous = (string) $order->get_meta('_wp_trash_meta_status');
        do_action('woocommerce_untrash_order', $order->get_id(), $previous);
        $order->set_status($previous);
        $order->delete_meta_data('_wp_trash_meta_status');
        $order->save();
        return true;
    }

    /**
     * @return \WC_Meta_Data[]
     */
    public function read_meta(\WC_Abstract_Order $order): array
    {
        return array_map(
            static fn($row) => new \WC_Meta_Data(
                ['id' => (int) $row->id, 'key' => $row->meta_key, 'value' => maybe_unserialize($row->meta_value)]
            ),
            $this->meta_rows($order->get_id())
        );
    }

    /**
     * Writes what changed and returns what is left.
     *
     * @param \WC_Meta_Data[] $all
     *
     * @return \WC_Meta_Data[]
     */
    public function save_meta(\WC_Abstract_Order $order, array $all): array
    {
        global $wpdb;
        foreach ($all as $meta) {
            $row = ['meta_key' => $meta->key, 'meta_value' => maybe_serialize($meta->value)];
            if (null === $meta->value) {
                $wpdb->delete(Tables::meta(), ['id' => (int) $meta->id]);
            } elseif (null === $meta->id) {
                $wpdb->insert(Tables::meta(), $row + ['order_id' => $order->get_id()]);
                $meta->id = (int) $wpdb->insert_id;
            } elseif ($meta->get_changes()) {
                $wpdb->update(Tables::meta(), $row, ['id' => (int) $meta->id]);
            }
            $meta->apply_changes();
        }
        (new OrderCache())->remove($order->get_id());
        return array_values(array_filter($all, static fn($meta) => null !== $meta->value));
    }

    /**
     * Writes the tables in which something changed.
     */
    private function write(\WC_Abstract_Order $order, bool $is_new): void
    {
        global $wpdb;
        $order->set_version(WC_VERSION);
        $values = $is_new ? array_replace($order->get_data(), $order->get_changes()) : $order->get_changes();
        foreach (Columns::by_table($order->get_type()) as $table => $columns) {
            $row = [];
            foreach (array_intersect($columns, array_keys($values)) as $column => $prop) {
                $row[$column] = 'status' === $prop ? $this->status_column($order) : $this->to_column($values[$prop]);
            }
            if (Tables::meta() === $table) {
                array_walk($row, static fn($value, $key) => $order->update_meta_data($key, $value));
            } elseif ($row) {
                // Whether it was written is not looked at. WooCommerce means to, but turns `false` into 0 and misses it.
                $this->write_row($table, $order, $row, $is_new);
            }
        }
        $order->save_meta_data();
        $order->apply_changes();
        (new OrderCache())->remove($order->get_id());
        clean_post_cache($order->get_id());
    }

    /**
     * @param array<string, mixed> $row
     */
    private function write_row(string $table, \WC_Abstract_Order $order, array $row, bool $is_new): void
    {
        global $wpdb;
        $key = [$this->key($table) => $order->get_id()];
        if (! $is_new) {
            $wpdb->update($table, $row, $key);
            return;
        }
        $more = Tables::orders() === $table ? ['type' => $order->get_type()] : [];
        $more = Tables::addresses() === $table ? ['address_type' => 'billing', 'email' => $order->get_billing_email()] : $more;
        $wpdb->insert($table, $key + $more + $row);
    }

    /**
     * @param mixed $value
     *
     * @return mixed
     */
    private function to_column($value)
    {
        return $value instanceof \WC_DateTime ? gmdate('Y-m-d H:i:s', $value->getTimestamp()) : $value;
    }

    /**
     * Returns a shop's status with its prefix; `trash` and `auto-draft` have none.
     */
    private function status_column(\WC_Abstract_Order $order): string
    {
        $status = $order->get_status();
        return $order->is_valid_status($status) ? 'wc-' . $status : $status;
    }

    private function key(string $table): string
    {
        return Tables::orders() === $table ? 'id' : 'order_id';
    }

    /**
     * @return \stdClass[] Rows with id, meta_key, meta_value.
     */
    private function meta_rows(int $order_id): array
    {
        global $wpdb;
        return $wpdb->get_results(
            $wpdb->prepare('SELECT id, meta_key, meta_value FROM %i WHERE order_id = %d ORDER BY id', Tables::meta(), $order_id)
        );
    }
}
