<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\Cursor;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Storage\NotificationRepository;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** What the screen reads of the history, and what an admin does about it. */
final class NotificationsController implements Controller
{
    /** What the links to other pages keep of a request. */
    private const CARRIED_ON = ['per_page', 'search', 'state', 'heading', 'trigger', 'from', 'to'];

    /** Rows that a count goes to. */
    private const MOST_COUNTED = 99;

    public function __construct(
        private readonly NotificationQuery $notificationQuery,
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly EmailOutbox $outbox,
        private readonly NotificationPresenter $presenter,
        private readonly ResponseFinisher $responseFinisher,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/notifications', Access::Read, $this->index(...), 'listNotifications');
        $routes->get('/notifications/count', Access::Read, $this->count(...), 'countNotifications');
        $routes->get('/notifications/(?P<id>\d+)', Access::Read, $this->show(...));
        $routes->write('POST', '/notifications/(?P<id>\d+)/check', Access::Change, $this->check(...), 'CheckRequest');
        $routes->write('DELETE', '/notifications/(?P<id>\d+)/check', Access::Change, $this->takeCheckBack(...));
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function index(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $cursor = self::text($request, 'cursor');
        if ($cursor !== null && Cursor::parse($cursor) === null) {
            return new WP_Error('invalid_cursor', __('There is no such page. Start again from the first one.', 'telaris-for-woocommerce'), ['status' => 400]);
        }
        // While somebody watches, a shop without cron heals too; but no page of wp-admin is to wait for that.
        if (wp_is_serving_rest_request()) {
            $this->responseFinisher->plan();
        }
        $perPage = $request->get_param('per_page');
        $page = $this->notificationQuery->page(self::filter($request), $cursor, is_numeric($perPage) ? (int) $perPage : 25);
        $response = new WP_REST_Response(array_map($this->presenter->notification(...), $page['items']));
        $url = rest_url($request->get_route());
        $asked = array_intersect_key($request->get_query_params(), array_flip(self::CARRIED_ON));
        $query = array_map(static fn (mixed $value): string => urlencode(is_scalar($value) ? (string) $value : ''), $asked);
        foreach (['prev' => $page['newer'], 'next' => $page['older']] as $rel => $at) {
            if ($at !== null) {
                $response->link_header($rel, add_query_arg(['cursor' => $at] + $query, $url));
            }
        }
        return $response;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function count(WP_REST_Request $request): WP_REST_Response
    {
        return new WP_REST_Response($this->notificationQuery->count(self::filter($request), self::MOST_COUNTED));
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @return array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int}
     */
    public static function filter(WP_REST_Request $request): array
    {
        $filter = [];
        foreach (['state', 'heading', 'trigger', 'search'] as $name) {
            $value = self::text($request, $name);
            if ($value !== null) {
                $filter[$name] = $value;
            }
        }
        foreach (['from', 'to'] as $name) {
            $time = strtotime((string) self::text($request, $name));
            if ($time !== false) {
                $filter[$name] = $time;
            }
        }
        return $filter;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function show(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $notification = $this->find($request);
        return $notification instanceof WP_Error ? $notification : new WP_REST_Response($this->presenter->detail($notification));
    }

    /**
     * A person has checked the order, and decides what happens to the customer's email where it was held.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function check(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $notification = $this->find($request);
        if ($notification instanceof WP_Error) {
            return $notification;
        }
        if ($this->notifications->markChecked($notification->id)) {
            $this->note($notification, AttemptTrigger::Check);
        }
        if ($notification->needsCheck && $notification->orderId !== null) {
            $this->outbox->release($notification->orderId, $request->get_param('send_email') !== false);
            $this->responseFinisher->plan();
        }
        return new WP_REST_Response($this->presenter->detail($this->notifications->find($notification->id) ?? $notification));
    }

    /**
     * An email that was sent meanwhile stays sent.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function takeCheckBack(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $notification = $this->find($request);
        if ($notification instanceof WP_Error) {
            return $notification;
        }
        if ($this->notifications->takeCheckBack($notification)) {
            $this->note($notification, AttemptTrigger::Uncheck);
        }
        return new WP_REST_Response($this->presenter->detail($this->notifications->find($notification->id) ?? $notification));
    }

    /** Who said so, and when, for the history. */
    private function note(Notification $notification, AttemptTrigger $trigger): void
    {
        $this->attempts->note($notification->id, $trigger, get_current_user_id(), Outcome::of($notification->code, $notification->params));
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function find(WP_REST_Request $request): Notification|WP_Error
    {
        return $this->notifications->find(self::id($request))
            ?? new WP_Error('notification_not_found', __('There is no such notification. It may have been removed from the history.', 'telaris-for-woocommerce'), ['status' => 404]);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private static function id(WP_REST_Request $request): int
    {
        $id = $request->get_url_params()['id'] ?? null;
        return is_numeric($id) ? (int) $id : 0;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private static function text(WP_REST_Request $request, string $name): ?string
    {
        $value = $request->get_param($name);
        return is_string($value) && $value !== '' ? $value : null;
    }
}
