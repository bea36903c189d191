<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Rest;

defined('ABSPATH') || exit;

/**
 * GET wc/v3/orders/{id}: the few fields of an order that the stand-in knows. Nothing of wc/v3 can be written.
 */
final class OrderRoute
{
    public static function register(): void
    {
        add_action('rest_api_init', [self::class, 'add_route']);
    }

    public static function add_route(): void
    {
        register_rest_route(
            'wc/v3',
            '/orders/(?P<id>[\d]+)',
            [
                'methods'             => 'GET',
                'callback'            => [self::class, 'read'],
                'permission_callback' => static fn() => current_user_can('read_private_shop_orders')
                    ?: new \WP_Error('woocommerce_rest_cannot_view', __('Sorry, you cannot view this resource.', 'woocommerce'), ['status' => rest_authorization_required_code()]),
            ]
        );
    }

    /**
     * @return array<string, mixed>|\WP_Error
     */
    public static function read(\WP_REST_Request $request)
    {
        $order = wc_get_order($request['id']);
        if (! $order instanceof \WC_Order) {
            return new \WP_Error('woocommerce_rest_shop_order_invalid_id', __('Invalid ID.', 'woocommerce'), ['status' => 404]);
        }
        return [
            'id'               => $order->get_id(),
            'number'           => $order->get_order_number(),
            'status'           => $order->get_status(),
            'currency'         => $order->get_currency(),
            'total'            => $order->get_total(),
            'date_created_gmt' => $order->get_date_created() ? gmdate('Y-m-d\TH:i:s', $order->get_date_created()->getTimestamp()) : null,
            'billing'          => [
                'first_name' => $order->get_billing_first_name(),
                'last_name'  => $order->get_billing_last_name(),
                'email'      => $order->get_billing_email(),
            ],
        ];
    }
}
