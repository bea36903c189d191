<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Row;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Failed notifications that will never matter: put aside with a reason, and brought back. */
final class DismissController implements Controller
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly NotificationPresenter $presenter,
        private readonly ResponseFinisher $responseFinisher,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->write('POST', '/notifications/dismiss', Access::Change, $this->dismiss(...), 'DismissRequest');
        $routes->write('POST', '/notifications/restore', Access::Change, $this->restore(...), 'RestoreRequest');
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function dismiss(WP_REST_Request $request): WP_REST_Response
    {
        $reason = $request->get_param('reason');
        $said = [
            'reason' => sanitize_text_field(is_string($reason) ? $reason : ''),
            'by' => wp_get_current_user()->display_name,
            'at' => (string) time(),
        ];
        return $this->each($request, 'not_dismissable', function (Notification $notification) use ($said): bool {
            $before = ['was' => $notification->code->value, 'was_params' => (string) wp_json_encode((object) $notification->params)];
            return $notification->canDismiss()
                && $this->change($notification, Outcome::of(ResultCode::Dismissed, $said + $before), NotificationStatus::Ignored);
        });
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function restore(WP_REST_Request $request): WP_REST_Response
    {
        return $this->each($request, 'not_dismissed', function (Notification $notification): bool {
            $code = ResultCode::tryFrom($notification->params['was'] ?? '');
            return $notification->code === ResultCode::Dismissed && $code !== null
                && $this->change($notification, Outcome::of($code, Notification::strings((new Row($notification->params))->json('was_params'))), NotificationStatus::Failed);
        });
    }

    private function change(Notification $notification, Outcome $outcome, NotificationStatus $state): bool
    {
        if (! $this->notifications->change($notification, $outcome, null, $state)) {
            return false;
        }
        $this->attempts->note($notification->id, AttemptTrigger::Dismiss, get_current_user_id(), $outcome);
        return true;
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @param callable(Notification): bool $do
     */
    private function each(WP_REST_Request $request, string $unfit, callable $do): WP_REST_Response
    {
        $ids = $request->get_param('ids');
        // It may have been the last one that needed attention.
        $this->responseFinisher->plan();
        $results = [];
        foreach (array_unique(array_map('intval', array_filter(is_array($ids) ? $ids : [], is_numeric(...)))) as $id) {
            $notification = $this->notifications->find($id);
            $done = $notification !== null && $do($notification);
            $now = $this->notifications->find($id);
            $results[] = [
                'id' => $id,
                'skipped' => $done ? null : ($now === null ? 'notification_not_found' : $unfit),
                'notification' => $now === null ? null : $this->presenter->notification($now),
            ];
        }
        return new WP_REST_Response($results);
    }
}
