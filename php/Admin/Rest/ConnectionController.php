<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Connection\ConnectionHealth;
use TelarisForWooCommerce\Connection\RefusedCalls;
use TelarisForWooCommerce\Connection\SigningSecret;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\RefusedCall;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Support\UtcTime;
use TelarisForWooCommerce\Webhook\WebhookEndpoint;
use TelarisForWooCommerce\Webhook\WebhookRoutes;
use TelarisForWooCommerce\WooCommerce\OutgoingWebhooks;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** How the connection to Telaris is, and its signing secrets. */
final class ConnectionController implements Controller
{
    private const OVERLAP_HOURS = 24;

    /** Said beside the problem that nothing of it can be read. */
    private const UNREADABLE = [
        'last_contact_at' => null,
        'failed' => 0,
        'to_check' => 0,
        'pending' => 0,
        'held' => 0,
        'awaiting' => 0,
        'refused_last_hour' => 0,
        'refused_last_day' => 0,
        'secrets' => [],
    ];

    public function __construct(
        private readonly ConnectionHealth $connectionHealth,
        private readonly SigningSecrets $secrets,
        private readonly SiteIdentity $siteIdentity,
        private readonly RefusedCalls $refusedCalls,
        private readonly Settings $settings,
        private readonly OutgoingWebhooks $webhooks,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/health', Access::Read, fn () => $this->health());
        $routes->get('/refused-calls', Access::Read, fn () => new WP_REST_Response(array_map(self::refusedCall(...), $this->refusedCalls->newest())));
        $routes->write('POST', '/connection/confirm-address', Access::Manage, fn () => $this->confirmAddress());
        $routes->write('POST', '/connection/enable-webhooks', Access::Manage, fn () => $this->enableWebhooks());
        $routes->write('POST', '/secrets', Access::Manage, $this->createSecret(...), 'SecretRequest');
        $routes->write('DELETE', '/secrets/(?P<id>[0-9a-f]{8})', Access::Manage, $this->revokeSecret(...));
    }

    public function health(): WP_REST_Response
    {
        $time = static fn (?int $at): ?string => $at === null ? null : UtcTime::of($at);
        $problems = $this->connectionHealth->problems();
        if (in_array('tables_incomplete', array_column($problems, 'code'), true)) {
            return new WP_REST_Response(['problems' => $problems] + self::UNREADABLE + ['hold' => $this->settings->hold()] + self::addresses());
        }
        $alive = $this->secrets->alive();
        $endedByNext = $this->secrets->endedByNext($alive);
        return new WP_REST_Response(
            [
                'last_contact_at' => $time($this->connectionHealth->lastContact()),
                'failed' => $this->connectionHealth->failed(),
                'to_check' => $this->connectionHealth->toCheck(),
                'pending' => $this->connectionHealth->pending(),
                'held' => $this->connectionHealth->held(),
                'hold' => $this->settings->hold(),
                'awaiting' => $this->connectionHealth->awaiting(),
                'refused_last_hour' => array_sum($this->connectionHealth->refused()),
                'refused_last_day' => $this->connectionHealth->refusedOfTelaris(),
                'secrets' => array_map(
                    fn (SigningSecret $secret): array => [
                        'id' => $secret->id,
                        'created_at' => $time($secret->createdAt),
                        'expires_at' => $time($secret->expiresAt),
                        'last_used_at' => $time($this->secrets->lastUsed($secret)),
                        'readable' => $this->secrets->isReadable($secret),
                        'ends_with_next' => in_array($secret->id, $endedByNext, true),
                    ],
                    $alive
                ),
                'problems' => $problems,
            ] + self::addresses()
        );
    }

    /** @return array<string, mixed> Schema RefusedCall. */
    public static function refusedCall(RefusedCall $call): array
    {
        return [
            'code' => $call->code,
            'message' => $call->message,
            'at' => UtcTime::of($call->at),
            'times' => $call->times,
            'from' => $call->from,
            'webhook_id' => $call->webhookId === '' ? null : $call->webhookId,
            'type' => $call->type,
            'telaris_order' => $call->telarisOrder,
            'integration_reference' => $call->integrationReference,
            'order_number' => $call->orderNumber,
            'invoice_number' => $call->invoiceNumber,
        ];
    }

    /** @return array{delivery_url: string, fallback_url: string} */
    public static function addresses(): array
    {
        return ['delivery_url' => rest_url(WebhookRoutes::NOTIFICATIONS), 'fallback_url' => WebhookEndpoint::url()];
    }

    public function confirmAddress(): WP_REST_Response
    {
        $this->siteIdentity->confirm();
        return $this->health();
    }

    private function enableWebhooks(): WP_REST_Response
    {
        $this->webhooks->enable();
        return $this->health();
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function createSecret(WP_REST_Request $request): WP_REST_Response
    {
        $overlap = $request->get_param('overlap_hours');
        return new WP_REST_Response($this->secrets->create(is_int($overlap) ? $overlap : self::OVERLAP_HOURS), 201);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function revokeSecret(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $id = $request->get_url_params()['id'] ?? null;
        if (! is_string($id) || ! $this->secrets->revoke($id)) {
            return new WP_Error('secret_not_found', __('There is no such secret.', 'telaris-for-woocommerce'), ['status' => 404]);
        }
        return $this->health();
    }
}
