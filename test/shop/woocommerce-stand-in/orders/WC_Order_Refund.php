<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * A refund: an object of the order tables that is no order. It has no update_status().
 */
class WC_Order_Refund extends WC_Abstract_Order
{
    protected $object_type = 'order_refund';

    public function get_type()
    {
        return 'shop_order_refund';
    }

    public function get_status($context = 'view')
    {
        return 'completed';
    }

    public function get_amount($context = 'view')
    {
        return $this->get_prop('amount', $context);
    }

    public function set_amount($value)
    {
        $this->set_prop('amount', wc_format_decimal($value));
    }

    public function get_reason($context = 'view')
    {
        return $this->get_prop('reason', $context);
    }

    public function set_reason($value)
    {
        $this->set_prop('reason', (string) $value);
    }
}
