<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use Closure;
use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Connection\AuthFailure;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

defined('ABSPATH') || exit;

/**
 * The same door at `?wc-api=telaris` and `?wc-api=telaris-batch`, for hosts whose security plug-ins block WordPress's
 * REST API. For signed messages alone: WooCommerce checks its API keys only on the way through the REST API.
 */
final class WcApiEndpoint
{
    public const NAME = 'telaris';

    public function __construct(
        private readonly WebhookController $webhookController,
        private readonly WebhookAuthenticator $authenticator,
        private readonly RestRequestHooks $requestHooks,
        private readonly ResponseFinisher $responseFinisher,
        private readonly FatalErrorResponder $fatalErrorResponder,
    ) {
    }

    public function receive(): never
    {
        $this->open(WebhookRoutes::NOTIFICATIONS, $this->webhookController->receive(...));
    }

    public function receiveBatch(): never
    {
        $this->open(WebhookRoutes::BATCH, $this->webhookController->receiveBatch(...));
    }

    public static function url(): string
    {
        return add_query_arg('wc-api', self::NAME, home_url('/'));
    }

    /** @param Closure(WP_REST_Request<array<mixed>>): WP_REST_Response $work */
    private function open(string $route, Closure $work): never
    {
        // WooCommerce keeps all output back, and would answer "-1".
        while (ob_get_level() > 0 && ob_end_clean()) {
            continue;
        }
        $this->fatalErrorResponder->prepare();
        wp_set_current_user(0);
        $server = new WP_REST_Server();
        $method = isset($_SERVER['REQUEST_METHOD']) && is_string($_SERVER['REQUEST_METHOD']) ? strtoupper(sanitize_key($_SERVER['REQUEST_METHOD'])) : '';
        /** @var WP_REST_Request<array<mixed>> $request */
        $request = new WP_REST_Request($method, $route);
        $request->set_headers($server->get_headers(wp_unslash($_SERVER)));
        $request->set_body(WP_REST_Server::get_raw_data());

        $refused = $this->refusal($request);
        $response = $refused instanceof WP_Error ? rest_convert_error_to_response($refused) : $work($request);
        $response = $this->requestHooks->shape($response, $server, $request);
        status_header($response->get_status());
        header('Content-Type: application/json; charset=UTF-8');
        header('X-Content-Type-Options: nosniff');
        $server->send_headers(array_filter($response->get_headers(), is_string(...)));
        $this->responseFinisher->measure();
        // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON, served as JSON.
        echo wp_json_encode($response->get_data());
        exit;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function refusal(WP_REST_Request $request): ?WP_Error
    {
        if ($request->get_method() !== 'POST') {
            header('Allow: POST');
            return new WP_Error('method_not_allowed', __('This address is for Telaris: it takes signed messages by POST.', 'telaris-for-woocommerce'), ['status' => 405]);
        }
        $permit = $request->get_header('webhook-signature') === null
            ? $this->authenticator->refuse(AuthFailure::NotAuthenticated)
            : $this->webhookController->permit($request);
        return $permit instanceof WP_Error ? $permit : null;
    }
}
