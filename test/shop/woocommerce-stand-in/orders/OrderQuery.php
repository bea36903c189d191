<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Orders;

use Automattic\WooCommerce\Utilities\OrderUtil;
use WooCommerceStandIn\Install\Tables;

defined('ABSPATH') || exit;

/**
 * Finds orders by the arguments of wc_get_orders() that test shops and the plugin use: `limit`, `page`, `offset`,
 * `status`, `type`, `parent`, `billing_email`, `exclude`, `meta_key` with `meta_value`, `orderby` (`id`, `date`),
 * `order`, `return` (`ids`, `objects`), `paginate`. An argument it does not know is an error, never ignored.
 */
final class OrderQuery
{
    private const KNOWN = [
        'limit', 'page', 'offset', 'status', 'type', 'parent', 'billing_email', 'exclude', 'meta_key', 'meta_value',
        'orderby', 'order', 'return', 'paginate',
    ];

    /**
     * @param array<string, mixed> $args
     *
     * @return array<int, int|\WC_Abstract_Order>|\stdClass A page with orders, total and max_num_pages if `paginate`.
     */
    public static function run(array $args)
    {
        global $wpdb;
        $unknown = array_diff(array_keys($args), self::KNOWN);
        if ($unknown) {
            throw new \InvalidArgumentException(esc_html('The WooCommerce stand-in has no wc_get_orders() argument ' . implode(', ', $unknown)));
        }
        $args  = wp_parse_args($args, ['limit' => (int) get_option('posts_per_page'), 'page' => 1, 'orderby' => 'date', 'order' => 'DESC']);
        $limit = (int) $args['limit'] < 0 ? PHP_INT_MAX : (int) $args['limit'];
        $start = (int) ($args['offset'] ?? ($limit === PHP_INT_MAX ? 0 : $limit * (max(1, (int) $args['page']) - 1)));
        $where = self::where($args);
        $by    = in_array(strtolower($args['orderby']), ['id', 'post__in'], true) ? 'id' : 'date_created_gmt';
        $ids   = array_map('intval', $wpdb->get_col(
            // Every value in $where is prepared.
            $wpdb->prepare('SELECT id FROM %i WHERE ', Tables::orders()) . $where // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared
            . $wpdb->prepare(' ORDER BY %i ', $by) . ('ASC' === strtoupper($args['order']) ? 'ASC' : 'DESC') . ', id DESC'
            . $wpdb->prepare(' LIMIT %d OFFSET %d', $limit, $start)
        ));
        $found = 'ids' === ($args['return'] ?? 'objects') ? $ids : array_values(array_filter(array_map('wc_get_order', $ids)));
        if (empty($args['paginate'])) {
            return $found;
        }
        $total = (int) $wpdb->get_var(
            $wpdb->prepare('SELECT COUNT(*) FROM %i WHERE ', Tables::orders()) . $where // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared
        );
        return (object) ['orders' => $found, 'total' => $total, 'max_num_pages' => (int) ceil($total / max(1, $limit))];
    }

    /**
     * @return array<int, int> Ids of the newest ten, or as many as a page of the site has.
     */
    public static function search(string $term): array
    {
        global $wpdb;
        $like = '%' . $wpdb->esc_like($term) . '%';
        return array_map('intval', $wpdb->get_col($wpdb->prepare(
            "SELECT id FROM %i WHERE id = %d OR billing_email LIKE %s OR id IN (
                SELECT order_id FROM %i WHERE CONCAT(COALESCE(first_name, ''), ' ', COALESCE(last_name, ''), ' ', COALESCE(email, '')) LIKE %s
            ) ORDER BY date_created_gmt DESC, id DESC LIMIT %d",
            Tables::orders(),
            $term,
            $like,
            Tables::addresses(),
            $like,
            (int) get_option('posts_per_page')
        )));
    }

    /**
     * @param array<string, mixed> $args
     */
    private static function where(array $args): string
    {
        global $wpdb;
        $is   = static fn(string $column, $value): string => $wpdb->prepare('%i = %s', $column, $value);
        $in   = static fn(string $column, array $values): string => '(' . implode(' OR ', array_map(fn($value) => $is($column, $value), $values)) . ')';
        $all  = array_keys(wc_get_order_statuses());
        $want = (array) ($args['status'] ?? $all);
        if (['any'] !== $want && ['all'] !== $want) {
            $want  = array_map(static fn($one) => 'trash' === $one ? $one : 'wc-' . OrderUtil::remove_status_prefix($one), $want);
            $and[] = $in('status', $want);
        }
        $and[] = $in('type', (array) ($args['type'] ?? ['shop_order', 'shop_order_refund']));
        foreach (['parent' => 'parent_order_id', 'billing_email' => 'billing_email'] as $arg => $column) {
            if (isset($args[$arg])) {
                $and[] = $in($column, (array) $args[$arg]);
            }
        }
        foreach ((array) ($args['exclude'] ?? []) as $id) {
            $and[] = $wpdb->prepare('id <> %d', $id);
        }
        if (isset($args['meta_key'])) {
            $value = isset($args['meta_value']) ? ' AND ' . $is('meta_value', $args['meta_value']) : '';
            $and[] = $wpdb->prepare('id IN (SELECT order_id FROM %i WHERE meta_key = %s', Tables::meta(), $args['meta_key']) . $value . ')'; // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared
        }
        return implode(' AND ', $and);
    }
}
