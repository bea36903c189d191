<?php

declare(strict_types=1);

use Automattic\WooCommerce\Utilities\OrderUtil;
use WooCommerceStandIn\Orders\Notes;

defined('ABSPATH') || exit;

/**
 * An order.
 */
class WC_Order extends WC_Abstract_Order
{
    /** @var array{from: string, to: string, note: string|false, manual: bool}|false What save() has yet to tell. */
    protected $status_transition = false;

    /**
     * Saves, then tells of a changed status, also when the save failed: WooCommerce does the same.
     */
    public function save()
    {
        parent::save();
        $this->status_transition();
        return $this->get_id();
    }

    public function set_status($new_status, $note = '', $manual_update = false)
    {
        $result = parent::set_status($new_status);
        if ($this->object_read && '' !== $result['from'] && $result['from'] !== $result['to']) {
            $this->status_transition = [
                'from'   => $this->status_transition['from'] ?? $result['from'],
                'to'     => $result['to'],
                'note'   => $note,
                'manual' => (bool) $manual_update,
            ];
            if ($manual_update) {
                do_action('woocommerce_order_edit_status', $this->get_id(), $result['to']);
            }
            $this->maybe_set_date_paid();
            $this->maybe_set_date_completed();
        }
        return $result;
    }

    /**
     * Sets the status and saves. True says only that nothing but an Exception inside save() went wrong.
     */
    public function update_status($new_status, $note = '', $manual = false)
    {
        if (! $this->get_id()) {
            return false;
        }
        try {
            $this->set_status($new_status, $note, $manual);
            $this->save();
        } catch (Exception $e) {
            parent::handle_exception($e, sprintf('Error updating status for order #%d', $this->get_id()));
            $this->add_order_note(__('Update status event failed.', 'woocommerce') . ' ' . $e->getMessage());
            return false;
        }
        return true;
    }

    public function maybe_set_date_paid()
    {
        // No order here has products, so none needs processing before it is paid.
        $paid = apply_filters('woocommerce_payment_complete_order_status', 'completed', $this->get_id(), $this);
        if (! $this->get_date_paid('edit') && ($this->has_status($paid) || ('processing' === $paid && $this->has_status('completed')))) {
            $this->set_date_paid(time());
        }
    }

    public function get_order_number()
    {
        return (string) apply_filters('woocommerce_order_number', $this->get_id(), $this);
    }

    public function get_order_key($context = 'view')
    {
        return $this->get_prop('order_key', $context);
    }

    public function set_order_key($value)
    {
        $this->set_prop('order_key', substr((string) $value, 0, 22));
    }

    public function get_date_paid($context = 'view')
    {
        return $this->get_prop('date_paid', $context);
    }

    public function set_date_paid($date = null)
    {
        $this->set_date_prop('date_paid', $date);
    }

    public function get_date_completed($context = 'view')
    {
        return $this->get_prop('date_completed', $context);
    }

    public function set_date_completed($date = null)
    {
        $this->set_date_prop('date_completed', $date);
    }

    public function get_created_via($context = 'view')
    {
        return $this->get_prop('created_via', $context);
    }

    public function set_created_via($value)
    {
        $this->set_prop('created_via', (string) $value);
    }

    public function get_payment_method($context = 'view')
    {
        return $this->get_prop('payment_method', $context);
    }

    public function set_payment_method($payment_method = '')
    {
        $this->set_prop('payment_method', (string) $payment_method);
    }

    public function get_payment_method_title($context = 'view')
    {
        return $this->get_prop('payment_method_title', $context);
    }

    public function set_payment_method_title($value)
    {
        $this->set_prop('payment_method_title', (string) $value);
    }

    public function get_billing_first_name($context = 'view')
    {
        return $this->get_prop('billing_first_name', $context);
    }

    public function set_billing_first_name($value)
    {
        $this->set_prop('billing_first_name', (string) $value);
    }

    public function get_billing_last_name($context = 'view')
    {
        return $this->get_prop('billing_last_name', $context);
    }

    public function set_billing_last_name($value)
    {
        $this->set_prop('billing_last_name', (string) $value);
    }

    public function get_billing_company($context = 'view')
    {
        return $this->get_prop('billing_company', $context);
    }

    public function set_billing_company($value)
    {
        $this->set_prop('billing_company', (string) $value);
    }

    public function get_billing_address_1($context = 'view')
    {
        return $this->get_prop('billing_address_1', $context);
    }

    public function set_billing_address_1($value)
    {
        $this->set_prop('billing_address_1', (string) $value);
    }

    public function get_billing_city($context = 'view')
    {
        return $this->get_prop('billing_city', $context);
    }

    public function set_billing_city($value)
    {
        $this->set_prop('billing_city', (string) $value);
    }

    public function get_billing_postcode($context = 'view')
    {
        return $this->get_prop('billing_postcode', $context);
    }

    public function set_billing_postcode($value)
    {
        $this->set_prop('billing_postcode', (string) $value);
    }

    public function get_billing_country($context = 'view')
    {
        return $this->get_prop('billing_country', $context);
    }

    public function set_billing_country($value)
    {
        $this->set_prop('billing_country', (string) $value);
    }

    public function get_billing_phone($context = 'view')
    {
        return $this->get_prop('billing_phone', $context);
    }

    public function set_billing_phone($value)
    {
        $this->set_prop('billing_phone', (string) $value);
    }

    public function get_billing_email($context = 'view')
    {
        return $this->get_prop('billing_email', $context);
    }

    /**
     * @throws WC_Data_Exception When it is not an email address; WooCommerce's class, here an Exception.
     */
    public function set_billing_email($value)
    {
        if ('' !== (string) $value && ! is_email($value)) {
            throw new Exception(esc_html__('Invalid billing email address', 'woocommerce'));
        }
        $this->set_prop('billing_email', sanitize_email((string) $value));
    }

    public function get_formatted_billing_full_name()
    {
        return trim($this->get_billing_first_name() . ' ' . $this->get_billing_last_name());
    }

    public function is_paid()
    {
        return apply_filters('woocommerce_order_is_paid', $this->has_status(wc_get_is_paid_statuses()), $this);
    }

    public function get_edit_order_url()
    {
        return apply_filters('woocommerce_get_edit_order_url', OrderUtil::get_order_admin_edit_url($this->get_id()), $this);
    }

    public function add_order_note($note, $is_customer_note = 0, $added_by_user = false, $meta_data = [])
    {
        return Notes::add($this, (string) $note, (bool) $is_customer_note, (bool) $added_by_user, (array) $meta_data);
    }

    public function get_refunds()
    {
        return wc_get_orders(['type' => 'shop_order_refund', 'parent' => $this->get_id(), 'limit' => -1]);
    }

    public function get_total_refunded()
    {
        return array_sum(array_map(static fn($refund) => (float) $refund->get_amount(), $this->get_refunds()));
    }

    public function get_remaining_refund_amount()
    {
        return wc_format_decimal((float) $this->get_total() - $this->get_total_refunded(), wc_get_price_decimals());
    }

    public function untrash(): bool
    {
        return $this->data_store->untrash($this);
    }

    /**
     * Logs, then leaves a note that a person sees.
     */
    protected function handle_exception($e, $message = 'Error')
    {
        parent::handle_exception($e, $message);
        $this->add_order_note($message . ' ' . $e->getMessage(), 0, false, ['note_group' => 'error']);
    }

    protected function maybe_set_date_completed()
    {
        if ($this->has_status('completed')) {
            $this->set_date_completed(time());
        }
    }

    /**
     * Tells listeners of the change, in WooCommerce's order. The first Exception of a listener ends the telling; it is
     * logged and noted, and nobody above learns of it.
     */
    protected function status_transition()
    {
        $transition              = $this->status_transition;
        $this->status_transition = false;
        if (! $transition) {
            return;
        }
        list('from' => $from, 'to' => $to) = $transition;
        try {
            do_action('woocommerce_order_status_' . $to, $this->get_id(), $this, $transition);
            $this->note_transition($transition);
            do_action('woocommerce_order_status_' . $from . '_to_' . $to, $this->get_id(), $this);
            do_action('woocommerce_order_status_changed', $this->get_id(), $from, $to, $this);
            $payable = apply_filters('woocommerce_valid_order_statuses_for_payment', ['pending', 'failed'], $this);
            if (in_array($from, $payable, true) && in_array($to, wc_get_is_paid_statuses(), true)) {
                do_action('woocommerce_order_payment_status_changed', $this->get_id(), $this);
            }
        } catch (Exception $e) {
            parent::handle_exception($e, sprintf('Status transition of order #%d errored!', $this->get_id()));
            $this->add_order_note(__('Error during status transition.', 'woocommerce') . ' ' . $e->getMessage());
        }
    }

    /**
     * @param array{from: string, to: string, note: string|false, manual: bool} $transition
     */
    private function add_status_transition_note($note, $transition)
    {
        return $this->add_order_note(trim($transition['note'] . ' ' . $note), 0, $transition['manual'], ['note_group' => 'order_update']);
    }

    private function note_transition(array $transition): void
    {
        if (false === $transition['note'] || in_array($transition['from'], ['draft', 'auto-draft', 'new', 'checkout-draft'], true)) {
            return;
        }
        $this->add_status_transition_note(
            sprintf(
                /* translators: 1: old status, 2: new status */
                __('Order status changed from %1$s to %2$s.', 'woocommerce'),
                wc_get_order_status_name($transition['from']),
                wc_get_order_status_name($transition['to'])
            ),
            $transition
        );
    }
}
