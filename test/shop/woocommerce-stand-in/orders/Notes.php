<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Orders;

defined('ABSPATH') || exit;

/**
 * Order notes: comments of the type `order_note`, kept out of the site's own lists of comments.
 */
final class Notes
{
    public static function register(): void
    {
        add_filter('comments_clauses', [self::class, 'hide']);
    }

    /**
     * @param array<string, string> $clauses
     *
     * @return array<string, string>
     */
    public static function hide(array $clauses): array
    {
        $clauses['where'] .= ($clauses['where'] ? ' AND ' : '') . "comment_type != 'order_note'";
        return $clauses;
    }

    /**
     * Adds a note and returns its id, 0 for an order that is not saved.
     *
     * @param array<string, scalar> $meta
     */
    public static function add(\WC_Order $order, string $text, bool $for_customer, bool $by_user, array $meta): int
    {
        if (! $order->get_id()) {
            return 0;
        }
        $user    = $by_user && current_user_can('edit_shop_orders') ? wp_get_current_user() : null;
        $comment = apply_filters(
            'woocommerce_new_order_note_data',
            [
                'comment_post_ID'      => $order->get_id(),
                'comment_author'       => $user ? $user->display_name : 'WooCommerce',
                'comment_author_email' => $user ? $user->user_email : 'woocommerce@noreply.com',
                'comment_author_url'   => '',
                'comment_content'      => $text,
                'comment_agent'        => 'WooCommerce',
                'comment_type'         => 'order_note',
                'comment_parent'       => 0,
                'comment_approved'     => 1,
            ],
            ['order_id' => $order->get_id(), 'is_customer_note' => $for_customer]
        );
        $id = (int) wp_insert_comment($comment);
        if ($for_customer) {
            add_comment_meta($id, 'is_customer_note', 1);
            do_action('woocommerce_new_customer_note', ['order_id' => $order->get_id(), 'customer_note' => $text]);
        }
        foreach ($meta as $key => $value) {
            update_comment_meta($id, sanitize_key($key), $value);
        }
        do_action('woocommerce_order_note_added', $id, $order);
        return $id;
    }

    /**
     * Returns an order's notes, the newest first unless `order` is ASC.
     *
     * @param array{order_id: int, type?: string, order?: string, limit?: int} $args
     *
     * @return \stdClass[]
     */
    public static function of(array $args): array
    {
        remove_filter('comments_clauses', [self::class, 'hide']);
        $comments = get_comments(
            [
                'post_id' => $args['order_id'],
                'type'    => 'order_note',
                'status'  => 'approve',
                'orderby' => 'comment_ID',
                'order'   => $args['order'] ?? 'DESC',
                'number'  => $args['limit'] ?? '',
            ]
        );
        add_filter('comments_clauses', [self::class, 'hide']);
        $notes = array_map('wc_get_order_note', $comments);
        $want  = $args['type'] ?? '';
        return array_values(array_filter($notes, static fn($note) => '' === $want || ('customer' === $want) === $note->customer_note));
    }
}
