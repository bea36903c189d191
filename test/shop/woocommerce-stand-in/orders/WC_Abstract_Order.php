<?php

declare(strict_types=1);

use Automattic\WooCommerce\Utilities\OrderUtil;
use WooCommerceStandIn\Orders\Columns;
use WooCommerceStandIn\Orders\OrderStore;

defined('ABSPATH') || exit;

/**
 * What orders and refunds have in common.
 */
abstract class WC_Abstract_Order extends WC_Data
{
    protected $object_type = 'order';

    /**
     * Makes a new order, or reads one.
     *
     * @param int|WC_Abstract_Order|WP_Post $order 0 for a new one.
     *
     * @throws Exception When there is no such order.
     */
    public function __construct($order = 0)
    {
        $this->data       = Columns::defaults($this->get_type());
        $this->data_store = new OrderStore();
        $this->set_id($order instanceof self ? $order->get_id() : ($order->ID ?? $order));
        if ($this->get_id() > 0) {
            $this->data_store->read($this);
        } else {
            $this->set_object_read(true);
        }
    }

    public function __sleep()
    {
        return ['id'];
    }

    public function __wakeup()
    {
        $this->__construct($this->id);
    }

    public function get_type()
    {
        return 'shop_order';
    }

    /**
     * Saves. Like WooCommerce's, it swallows an exception of the database or of a listener after logging it: whoever
     * called goes on as though it were saved.
     */
    public function save()
    {
        try {
            do_action('woocommerce_before_' . $this->object_type . '_object_save', $this, $this->data_store);
            if ($this->get_id()) {
                $this->data_store->update($this);
            } else {
                $this->data_store->create($this);
            }
            do_action('woocommerce_after_' . $this->object_type . '_object_save', $this, $this->data_store);
        } catch (Exception $e) {
            $this->handle_exception($e, 'Error saving order ID ' . ($this->get_id() ?: '(no ID)') . '.');
        }
        return $this->get_id();
    }

    /**
     * Sets one property each, as the setters would.
     *
     * @param array<string, mixed> $props
     */
    public function set_props($props, $context = 'set')
    {
        foreach ($props as $prop => $value) {
            $setter = 'set_' . $prop;
            if (is_callable([$this, $setter])) {
                $this->{$setter}($value);
            }
        }
        return true;
    }

    public function get_parent_id($context = 'view')
    {
        return $this->get_prop('parent_id', $context);
    }

    public function set_parent_id($value)
    {
        $this->set_prop('parent_id', absint($value));
    }

    public function get_currency($context = 'view')
    {
        return $this->get_prop('currency', $context);
    }

    public function set_currency($value)
    {
        $this->set_prop('currency', (string) $value);
    }

    public function get_version($context = 'view')
    {
        return $this->get_prop('version', $context);
    }

    public function set_version($value)
    {
        $this->set_prop('version', (string) $value);
    }

    public function get_date_created($context = 'view')
    {
        return $this->get_prop('date_created', $context);
    }

    public function set_date_created($date = null)
    {
        $this->set_date_prop('date_created', $date);
    }

    public function get_date_modified($context = 'view')
    {
        return $this->get_prop('date_modified', $context);
    }

    public function set_date_modified($date = null)
    {
        $this->set_date_prop('date_modified', $date);
    }

    public function get_total($context = 'view')
    {
        return $this->get_prop('total', $context);
    }

    public function set_total($value, $deprecated = '')
    {
        $this->set_prop('total', wc_format_decimal($value, wc_get_price_decimals()));
    }

    public function get_status($context = 'view')
    {
        $status = $this->get_prop('status', $context);
        return '' === $status && 'view' === $context ? apply_filters('woocommerce_default_order_status', 'pending') : $status;
    }

    /**
     * Sets the status without a prefix; an unknown one becomes `pending`.
     *
     * @return array{from: string, to: string}
     */
    public function set_status($new_status)
    {
        $from = $this->get_status();
        $to   = OrderUtil::remove_status_prefix((string) $new_status);
        if ($this->object_read) {
            $to   = $this->is_valid_status($to) || in_array($to, ['auto-draft', 'trash'], true) ? $to : 'pending';
            $from = $this->is_valid_status($from) || 'trash' === $from ? $from : 'pending';
        }
        $this->set_prop('status', $to);
        return compact('from', 'to');
    }

    public function has_status($status)
    {
        return apply_filters(
            'woocommerce_order_has_status',
            in_array($this->get_status(), (array) $status, true),
            $this,
            $status
        );
    }

    public function get_formatted_order_total()
    {
        return wc_price($this->get_total(), ['currency' => $this->get_currency()]);
    }

    public function is_valid_status(string $status): bool
    {
        return array_key_exists('wc-' . $status, wc_get_order_statuses());
    }

    protected function handle_exception($e, $message = 'Error')
    {
        wc_get_logger()->error($message, ['order' => $this, 'error' => $e]);
    }
}
