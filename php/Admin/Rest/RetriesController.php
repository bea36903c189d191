<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Background\Retries;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationRepository;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The shop's own retries of one notification: one made now, or no further ones. */
final class RetriesController implements Controller
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly Retries $retries,
        private readonly NotificationPresenter $presenter,
        private readonly ResponseFinisher $responseFinisher,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->write('POST', '/notifications/(?P<id>\d+)/retry', Access::Complete, fn (WP_REST_Request $request) => $this->do($request, $this->retries->tryNow(...)));
        $routes->write('POST', '/notifications/(?P<id>\d+)/cancel-retries', Access::Change, fn (WP_REST_Request $request) => $this->do($request, $this->retries->cancel(...)));
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @param callable(Notification, ?int): ?Notification $do
     */
    private function do(WP_REST_Request $request, callable $do): WP_REST_Response|WP_Error
    {
        $id = $request->get_url_params()['id'] ?? null;
        $notification = is_numeric($id) ? $this->notifications->find((int) $id) : null;
        if ($notification === null) {
            return new WP_Error('notification_not_found', __('There is no such notification. It may have been removed from the history.', 'telaris-for-woocommerce'), ['status' => 404]);
        }
        $this->responseFinisher->plan();
        $done = $do($notification, get_current_user_id());
        return $done === null
            ? new WP_Error('not_retrying', __('The shop does not try this one again by itself, or is at it right now.', 'telaris-for-woocommerce'), ['status' => 409])
            : new WP_REST_Response($this->presenter->detail($done));
    }
}
