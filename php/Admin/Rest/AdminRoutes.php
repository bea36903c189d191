<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use Closure;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Webhook\Schemas;
use TelarisForWooCommerce\Webhook\WebhookController;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Every route, who may call it, and what shape its arguments have. */
final class AdminRoutes
{
    public const NAMESPACE = 'wc-telaris/v1';
    public const DOOR = '/' . self::NAMESPACE . '/notifications';
    public const BATCH = self::DOOR . '/batch';

    public function __construct(
        private readonly WebhookController $webhookController,
        private readonly NotificationsController $history,
        private readonly ResendController $resend,
        private readonly StatsController $overview,
        private readonly ExportController $export,
        private readonly OrdersController $candidates,
        private readonly ConnectionController $connection,
        private readonly SettingsController $settings,
        private readonly Permissions $permissions,
        private readonly SiteIdentity $siteIdentity,
        private readonly Schemas $schemas,
        private readonly Logger $logger,
    ) {
    }

    public function register(): void
    {
        $read = $this->permissions->mayRead(...);
        $change = $this->permissions->mayChange(...);
        $manage = $this->permissions->mayManage(...);

        register_rest_route(self::NAMESPACE, '/notifications', [
            // No `args` here: WordPress checks those before it asks who is calling.
            ['methods' => 'POST', 'callback' => $this->webhookController->receive(...), 'permission_callback' => $this->webhookController->permit(...)],
            $this->route('GET', $this->history->index(...), $read, $this->schemas->parameters('listNotifications')),
        ]);
        $this->add('/notifications/batch', ['methods' => 'POST', 'callback' => $this->webhookController->receiveBatch(...), 'permission_callback' => $this->webhookController->permit(...)]);
        $this->add('/notifications/(?P<id>\d+)', $this->route('GET', $this->history->show(...), $read));
        $this->add('/notifications/(?P<id>\d+)/resend', $this->route('POST', $this->here($this->resend->resend(...)), $change, $this->schemas->properties('ResendOptions')));
        $this->add('/notifications/resend', $this->route('POST', $this->here($this->resend->resendMany(...)), $change, $this->schemas->properties('ResendMany')));
        $this->add('/notifications/preview', $this->route('POST', $this->resend->preview(...), $change, $this->schemas->properties('PreviewRequest')));
        $this->add('/notifications/export', $this->route('GET', $this->export->export(...), $read, $this->schemas->parameters('exportNotifications')));
        $this->add('/notifications/(?P<id>\d+)/candidates', $this->route('GET', $this->candidates->index(...), $read));
        $this->add('/notifications/(?P<id>\d+)/check', $this->route('POST', $this->history->check(...), $change));
        $this->add(
            '/orders/(?P<id>\d+)/link',
            $this->route('PUT', $this->here($this->history->link(...)), $change, $this->schemas->properties('LinkRequest')),
            $this->route('DELETE', $this->history->unlink(...), $change)
        );
        $this->add('/orders/(?P<id>\d+)/complete', $this->route('POST', $this->here($this->resend->completeNow(...)), $change, $this->schemas->properties('CompleteRequest')));
        $this->add('/awaiting', $this->route('GET', $this->overview->awaiting(...), $read, $this->schemas->parameters('listAwaiting')));
        $this->add('/stats', $this->route('GET', fn () => $this->overview->stats(), $read));
        $this->add('/health', $this->route('GET', fn () => $this->connection->health(), $read));
        $this->add(
            '/settings',
            $this->route('GET', fn () => $this->settings->show(), $manage),
            $this->route('PUT', $this->settings->change(...), $manage, $this->schemas->properties('SettingsChange'))
        );
        $this->add('/connection/confirm-address', $this->route('POST', fn () => $this->connection->confirmAddress(), $manage));
        $this->add('/secrets', $this->route('POST', $this->connection->createSecret(...), $manage, $this->schemas->properties('SecretRequest')));
        $this->add('/secrets/(?P<id>[0-9a-f]{8})', $this->route('DELETE', $this->connection->revokeSecret(...), $manage));
    }

    /**
     * @param non-falsy-string $path
     * @param array<string, mixed> ...$routes
     */
    private function add(string $path, array ...$routes): void
    {
        register_rest_route(self::NAMESPACE, $path, array_values($routes));
    }

    /**
     * What completes orders does so in the shop itself alone, not in a copy.
     *
     * @param Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error) $callback
     * @return Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error)
     */
    private function here(Closure $callback): Closure
    {
        return fn (WP_REST_Request $request): WP_REST_Response|WP_Error => $this->siteIdentity->isMoved()
            ? new WP_Error('shop_moved', SiteIdentity::explanation(), ['status' => 409])
            : $callback($request);
    }

    /**
     * @param Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error) $callback
     * @param Closure(): bool $permission
     * @param array<string, mixed> $args
     * @return array<string, mixed>
     */
    private function route(string $method, Closure $callback, Closure $permission, array $args = []): array
    {
        return [
            'methods' => $method,
            'callback' => function (WP_REST_Request $request) use ($callback, $args): WP_REST_Response|WP_Error {
                // WordPress lets fields pass that the contract does not have.
                $unknown = array_diff(array_keys($request->get_json_params() ?? []), array_keys($args));
                if ($unknown !== []) {
                    /* translators: %s: names of fields. */
                    return new WP_Error('invalid_payload', sprintf(__('There is no such field: %s.', 'telaris-for-woocommerce'), implode(', ', $unknown)), ['status' => 400]);
                }
                try {
                    return $callback($request);
                } catch (DatabaseError $error) {
                    $this->logger->error('The database did not answer the screen.', ['error' => $error->getMessage()]);
                    return new WP_Error('internal_error', __('The database did not answer. Try again in a moment.', 'telaris-for-woocommerce'), ['status' => 503, 'retryable' => true]);
                }
            },
            'permission_callback' => $permission,
            'args' => $args,
        ];
    }
}
