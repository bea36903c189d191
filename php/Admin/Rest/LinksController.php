<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Link\LinkCandidateFinder;
use TelarisForWooCommerce\Link\LinkService;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\UtcTime;
use TelarisForWooCommerce\Text\ResultText;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Links between orders here and orders in Telaris: made, removed, and proposed where one is missing. */
final class LinksController implements Controller
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly LinkRepository $links,
        private readonly LinkService $linkService,
        private readonly LinkCandidateFinder $candidateFinder,
        private readonly NotificationPresenter $presenter,
        private readonly ResultText $resultText,
        private readonly ResponseFinisher $responseFinisher,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->write('PUT', '/orders/(?P<id>\d+)/link', Access::Complete, $this->link(...), 'LinkRequest');
        $routes->write('DELETE', '/orders/(?P<id>\d+)/link', Access::Change, $this->unlink(...));
        $routes->get('/notifications/(?P<id>\d+)/candidates', Access::Read, $this->candidates(...), 'listCandidates');
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function candidates(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $notification = $this->notifications->find(self::id($request));
        if ($notification === null) {
            return new WP_Error('notification_not_found', __('There is no such notification. It may have been removed from the history.', 'telaris-for-woocommerce'), ['status' => 404]);
        }
        $answer = [];
        $time = static fn (?int $at): ?string => $at === null ? null : UtcTime::of($at);
        $search = $request->get_param('search');
        $search = is_string($search) ? trim($search) : '';
        $found = $search === '' ? $this->candidateFinder->of($notification->message) : $this->candidateFinder->search($search);
        foreach ($found as $orderId => $reason) {
            $link = $this->links->telarisOrderOf($orderId);
            $answer[] = $this->presenter->order($orderId, null) + [
                'reason' => $reason->value,
                'reason_label' => $this->resultText->candidate($reason),
                'telaris_order' => $link?->number,
                'company' => $link?->company ?: null,
                'read_at' => $time($this->links->readAt($orderId)),
            ];
        }
        return new WP_REST_Response($answer);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function link(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $this->responseFinisher->plan();
        $orderId = self::id($request);
        $telarisOrder = $request->get_param('telaris_order');
        $company = $request->get_param('company');
        $made = $this->linkService->byHand(
            $orderId,
            new TelarisOrder(is_string($telarisOrder) ? $telarisOrder : '', is_string($company) ? $company : ''),
            $request->get_param('replace') === true,
            new AttemptOptions(sendEmail: $request->get_param('send_email') !== false, userId: get_current_user_id())
        );
        if ($made instanceof Outcome) {
            return new WP_Error(
                $made->code->value,
                $this->resultText->sentence($made->code, $made->params),
                ['status' => $made->code->httpStatus(), 'retryable' => $made->code->isRetryable()]
            );
        }
        return $this->linked($orderId, $made);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function unlink(WP_REST_Request $request): WP_REST_Response
    {
        $this->links->remove(self::id($request));
        return $this->linked(self::id($request), []);
    }

    /** @param list<Notification> $applied */
    private function linked(int $orderId, array $applied): WP_REST_Response
    {
        $link = $this->links->telarisOrderOf($orderId);
        return new WP_REST_Response(
            [
                'order_id' => $orderId,
                'telaris_order' => $link?->number,
                'company' => $link?->company ?: null,
                'applied' => array_map($this->presenter->notification(...), $applied),
            ]
        );
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private static function id(WP_REST_Request $request): int
    {
        $id = $request->get_url_params()['id'] ?? null;
        return is_numeric($id) ? (int) $id : 0;
    }
}
