<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Link\LinkCandidateFinder;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Text\ResultText;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Which orders a notification may be about, where its link is missing. */
final class OrdersController
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly LinkCandidateFinder $candidateFinder,
        private readonly LinkRepository $links,
        private readonly NotificationPresenter $presenter,
        private readonly ResultText $resultText,
    ) {
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @throws DatabaseError
     */
    public function index(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $id = $request->get_url_params()['id'] ?? null;
        $notification = $this->notifications->find(is_numeric($id) ? (int) $id : 0);
        if ($notification === null) {
            return new WP_Error('notification_not_found', __('There is no such notification. It may have been removed from the history.', 'telaris-for-woocommerce'), ['status' => 404]);
        }
        $answer = [];
        $time = static fn (?int $at): ?string => $at === null ? null : gmdate('Y-m-d\TH:i:s\Z', $at);
        foreach ($this->candidateFinder->of($notification->message) as $orderId => $reason) {
            $answer[] = $this->presenter->order($orderId, null) + [
                'reason' => $reason->value,
                'reason_label' => $this->resultText->candidate($reason),
                'telaris_order' => $this->links->telarisOrderOf($orderId),
                'read_at' => $time($this->links->readAt($orderId)),
            ];
        }
        return new WP_REST_Response($answer);
    }
}
