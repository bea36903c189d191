<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Admin;

defined('ABSPATH') || exit;

/**
 * WooCommerce → Orders: a list to look at, and one order with its notes. Nothing can be changed here.
 */
final class OrdersScreen
{
    private const PER_PAGE = 50;

    public static function show(): void
    {
        // phpcs:disable WordPress.Security.NonceVerification -- only reads
        $order = 'edit' === ($_GET['action'] ?? '') ? wc_get_order(absint($_GET['id'] ?? 0)) : null;
        $page  = max(1, absint($_GET['paged'] ?? 1));
        // phpcs:enable
        echo '<div class="wrap">';
        if (null === $order) {
            self::show_list($page);
        } elseif ($order instanceof \WC_Order) {
            self::show_order($order);
        } else {
            echo '<h1>Order</h1><p>There is no such order.</p>';
        }
        echo '</div>';
    }

    private static function show_list(int $page): void
    {
        $found = wc_get_orders(
            ['type' => 'shop_order', 'status' => 'any', 'limit' => self::PER_PAGE, 'page' => $page, 'orderby' => 'id', 'paginate' => true]
        );
        printf('<h1>Orders</h1><p>%d orders. This list can only be read.</p>', (int) $found->total);
        echo '<table class="widefat striped"><thead><tr><th>Order</th><th>Date</th><th>Status</th><th>Total</th></tr></thead><tbody>';
        foreach ($found->orders as $order) {
            printf(
                '<tr id="order-%1$d" class="type-shop_order status-%2$s"><td><a href="%3$s">#%4$s %5$s</a></td><td>%6$s</td><td>%7$s</td><td>%8$s</td></tr>',
                (int) $order->get_id(),
                esc_attr($order->get_status()),
                esc_url($order->get_edit_order_url()),
                esc_html($order->get_order_number()),
                esc_html($order->get_formatted_billing_full_name()),
                esc_html(wc_format_datetime($order->get_date_created())),
                esc_html(wc_get_order_status_name($order->get_status())),
                wp_kses_post($order->get_formatted_order_total())
            );
        }
        echo '</tbody></table>';
        echo wp_kses_post(
            (string) paginate_links(['base' => add_query_arg('paged', '%#%'), 'total' => $found->max_num_pages, 'current' => $page])
        );
    }

    private static function show_order(\WC_Order $order): void
    {
        printf(
            '<h1>Order #%s</h1><p>%s</p>',
            esc_html($order->get_order_number()),
            sprintf('<a href="%s">All orders</a>', esc_url(admin_url('admin.php?page=wc-orders')))
        );
        $facts = [
            'Status'    => wc_get_order_status_name($order->get_status()),
            'Customer'  => $order->get_formatted_billing_full_name(),
            'Email'     => $order->get_billing_email(),
            'Total'     => wp_strip_all_tags($order->get_formatted_order_total()),
            'Created'   => wc_format_datetime($order->get_date_created()),
            'Paid'      => wc_format_datetime($order->get_date_paid()),
            'Completed' => wc_format_datetime($order->get_date_completed()),
        ];
        echo '<table class="widefat striped"><tbody>';
        foreach ($facts as $name => $fact) {
            printf('<tr><th scope="row">%s</th><td>%s</td></tr>', esc_html($name), esc_html(html_entity_decode($fact)));
        }
        echo '</tbody></table><h2>Order notes</h2><ul class="order_notes">';
        foreach (wc_get_order_notes(['order_id' => $order->get_id()]) as $note) {
            $when = $note->date_created->date_i18n(wc_date_format() . ' ' . wc_time_format());
            printf('<li class="note"><time>%s</time> %s</li>', esc_html($when), wp_kses_post($note->content));
        }
        echo '</ul>';
    }
}
