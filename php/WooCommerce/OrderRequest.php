<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use WP_REST_Request;

defined('ABSPATH') || exit;

/** What a request to WooCommerce's own REST API has to do with orders. */
final class OrderRequest
{
    private const ROUTE = '#\A/wc/v[23]/orders(?:/\d+|/batch)?/?\z#i';
    /** Versions of WooCommerce's API whose orders go another way than these two. */
    private const OTHER_ROUTE = '#\A/wc/v(?![23]/)\d+/orders(?:/\d+|/batch)?/?\z#i';
    private const MOST = 100;

    /** @param WP_REST_Request<array<mixed>> $request */
    public static function isAboutOrders(WP_REST_Request $request): bool
    {
        return preg_match(self::ROUTE, $request->get_route()) === 1;
    }

    /**
     * Whether a request asks for Completed by a version of the API that cannot be intercepted. WooCommerce may refuse it: wc/v1
     * changes no order where orders have tables of their own.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public static function isOfOtherVersion(WP_REST_Request $request): bool
    {
        return preg_match(self::OTHER_ROUTE, $request->get_route()) === 1
            && array_filter([$request->get_params(), ...(is_array($request['update']) ? $request['update'] : [])], static fn (mixed $asked): bool => is_array($asked) && self::isCompleted($asked['status'] ?? null)) !== []
            && in_array($request->get_method(), ['POST', 'PUT', 'PATCH'], true);
    }

    /** Whether a `status` asks for Completed, spelled as WooCommerce accepts it. */
    public static function isCompleted(mixed $status): bool
    {
        return $status === 'completed' || $status === 'wc-completed';
    }

    /**
     * Which orders were to become Completed, and what WooCommerce said against it.
     *
     * @param WP_REST_Request<array<mixed>> $request
     * @return array<int, string|null> WooCommerce's error code, by order id; null where it had nothing against it.
     */
    public static function errors(WP_REST_Request $request, mixed $answer): array
    {
        $answer = is_array($answer) ? $answer : [];
        if (! in_array($request->get_method(), ['POST', 'PUT', 'PATCH'], true)) {
            return [];
        }
        if (! str_ends_with(strtolower(untrailingslashit($request->get_route())), '/batch')) {
            return self::error($request->get_params(), $answer);
        }
        $errors = [];
        // WooCommerce refuses more than a hundred as a whole: that need not be written down for each.
        $updates = is_array($request['update']) ? array_slice(array_values($request['update']), 0, self::MOST) : [];
        $answers = is_array($answer['update'] ?? null) ? $answer['update'] : [];
        foreach ($updates as $place => $update) {
            $said = is_array($answers[$place] ?? null) ? ($answers[$place]['error'] ?? []) : $answer;
            $errors += is_array($update) && is_array($said) ? self::error($update, $said) : [];
        }
        return $errors;
    }

    /**
     * Which orders were handed out.
     *
     * @param WP_REST_Request<array<mixed>> $request
     * @return list<int>
     */
    public static function read(WP_REST_Request $request, mixed $answer): array
    {
        if ($request->get_method() !== 'GET' || ! is_array($answer)) {
            return [];
        }
        $orders = array_is_list($answer) ? $answer : [$answer];
        $ids = array_map(static fn (mixed $order): int => is_array($order) && is_int($order['id'] ?? null) ? $order['id'] : 0, $orders);
        return array_values(array_filter($ids));
    }

    /**
     * @param array<mixed> $asked
     * @param array<mixed> $said
     * @return array<int, string|null>
     */
    private static function error(array $asked, array $said): array
    {
        $id = is_numeric($asked['id'] ?? null) ? absint($asked['id']) : 0;
        $code = $said['code'] ?? null;
        return $id > 0 && self::isCompleted($asked['status'] ?? null) ? [$id => is_string($code) ? $code : null] : [];
    }
}
