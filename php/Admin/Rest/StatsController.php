<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Storage\NotificationStats;
use TelarisForWooCommerce\Storage\UninvoicedOrdersQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** What is not in the history itself: the last days in numbers, and orders that wait to be invoiced. */
final class StatsController
{
    private const DAY = 86400;

    public function __construct(
        private readonly NotificationStats $stats,
        private readonly UninvoicedOrdersQuery $uninvoicedOrders,
        private readonly NotificationPresenter $presenter,
    ) {
    }

    /** @throws DatabaseError */
    public function stats(): WP_REST_Response
    {
        return new WP_REST_Response(['days' => $this->stats->days(30, wp_timezone(), time())]);
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @throws DatabaseError
     */
    public function awaiting(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $cursor = $request->get_param('cursor');
        $after = null;
        if (is_string($cursor) && $cursor !== '') {
            if (preg_match('/\A(\d{1,12})\.(\d{1,18})\z/', $cursor, $part) !== 1) {
                return new WP_Error('invalid_cursor', __('There is no such page. Start again from the first one.', 'telaris-for-woocommerce'), ['status' => 400]);
            }
            $after = [(int) $part[1], (int) $part[2]];
        }
        $asked = $request->get_param('days');
        $days = is_numeric($asked) ? (int) $asked : 0;
        $perPage = $request->get_param('per_page');
        $limit = is_numeric($perPage) ? (int) $perPage : 25;
        $rows = $this->uninvoicedOrders->page(time() - $days * self::DAY, $after, $limit + 1);
        $page = array_slice($rows, 0, $limit);
        $response = new WP_REST_Response(
            array_map(
                fn (array $row): array => [
                    'order' => $this->presenter->order($row['order_id'], null),
                    'telaris_order' => $row['telaris_order'],
                    'linked_at' => gmdate('Y-m-d\TH:i:s\Z', $row['linked_at']),
                    'link_source' => $row['link_source'],
                ],
                $page
            )
        );
        $last = $page === [] ? null : $page[count($page) - 1];
        if (count($rows) > $limit && $last !== null) {
            $url = rest_url($request->get_route());
            $response->link_header('next', add_query_arg(['cursor' => "{$last['linked_at']}.{$last['order_id']}", 'per_page' => $limit, 'days' => $days], $url));
        }
        return $response;
    }
}
