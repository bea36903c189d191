<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Completion\ResendPreview;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Text\ResultText;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Re-sending: what it would do, and doing it, for one and for many. */
final class ResendController implements Controller
{
    /** Seconds after which no further one of many is started. */
    private const BUDGET = 20.0;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly ResendPreview $preview,
        private readonly NotificationPresenter $presenter,
        private readonly ResultText $resultText,
        private readonly ResponseFinisher $responseFinisher,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->write('POST', '/notifications/(?P<id>\d+)/resend', Access::Complete, $this->resend(...), 'ResendOptions');
        $routes->write('POST', '/notifications/resend', Access::Complete, $this->resendMany(...), 'ResendMany');
        $routes->write('POST', '/notifications/preview', Access::Change, $this->preview(...), 'PreviewRequest');
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function resend(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $id = $request->get_url_params()['id'] ?? null;
        $notification = is_numeric($id) ? $this->notifications->find((int) $id) : null;
        if ($notification === null) {
            return new WP_Error('notification_not_found', __('There is no such notification. It may have been removed from the history.', 'telaris-for-woocommerce'), ['status' => 404]);
        }
        if (! $notification->canResend()) {
            return new WP_Error('not_resendable', __('There is nothing to re-send: this notification did not fail.', 'telaris-for-woocommerce'), ['status' => 409]);
        }
        return new WP_REST_Response($this->presenter->detail($this->apply($notification, $request, $request->get_param('complete_anyway') === true)));
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function resendMany(WP_REST_Request $request): WP_REST_Response
    {
        $until = microtime(true) + self::BUDGET;
        $anyway = self::ids($request, 'complete_anyway');
        $results = [];
        foreach (self::ids($request, 'ids') as $id) {
            $notification = $this->notifications->find($id);
            $skipped = match (true) {
                $notification === null => 'notification_not_found',
                ! $notification->canResend() => 'not_resendable',
                microtime(true) >= $until => 'not_attempted',
                default => null,
            };
            $results[] = [
                'id' => $id,
                'skipped' => $skipped,
                'notification' => $notification === null ? null : $this->presenter->notification(
                    $skipped === null ? $this->apply($notification, $request, in_array($id, $anyway, true)) : $notification
                ),
            ];
        }
        return new WP_REST_Response($results);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function preview(WP_REST_Request $request): WP_REST_Response
    {
        $previews = [];
        foreach (self::ids($request, 'ids') as $id) {
            $notification = $this->notifications->find($id);
            if ($notification === null) {
                continue;
            }
            $found = $this->preview->of($notification->message);
            $against = $found['against'];
            $previews[] = [
                'notification' => $this->presenter->notification($notification),
                'order' => $found['order_id'] === null ? null : $this->presenter->order($found['order_id'], null),
                'will' => match (true) {
                    ! $notification->canResend() => 'nothing',
                    $against !== null => $against->code->waitsForLink() ? 'needs_link' : 'blocked',
                    $found['completed'] => 'already_completed',
                    default => 'complete',
                },
                'against' => $against === null ? null : $this->resultText->against($against->code, $against->params),
                'can_override' => $found['can_override'],
                'effects' => $found['effects'],
                'email' => $found['email'],
            ];
        }
        return new WP_REST_Response($previews);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function apply(Notification $notification, WP_REST_Request $request, bool $anyway): Notification
    {
        $this->responseFinisher->plan();
        $options = new AttemptOptions($request->get_param('send_email') !== false, $anyway, get_current_user_id());
        return $this->completion->apply($notification, AttemptTrigger::Resend, $options);
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @return list<int>
     */
    private static function ids(WP_REST_Request $request, string $name): array
    {
        $ids = $request->get_param($name);
        return array_values(array_unique(array_map('intval', array_filter(is_array($ids) ? $ids : [], is_numeric(...)))));
    }
}
