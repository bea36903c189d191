<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\OutputGuard;
use TelarisForWooCommerce\Connection\AuthFailure;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\WooCommerce\RestApiAuthentication;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

defined('ABSPATH') || exit;

/**
 * Serves Telaris's two addresses without WordPress's REST server, whose start costs more than the work on a message:
 * at the same address as the REST route, and at `?wc-api=telaris` and `?wc-api=telaris-batch` for hosts whose security
 * plug-ins block the REST API. See docs/decisions/0005-webhook-before-the-rest-server.md.
 */
final class WebhookEndpoint
{
    public const NAME = 'telaris';

    /** Says no where a shop wants these calls to go through WordPress's REST server. */
    public const HOOK = 'telaris_for_woocommerce_early_door';

    public function __construct(
        private readonly WebhookController $webhookController,
        private readonly WebhookAuthenticator $authenticator,
        private readonly RestRequestHooks $requestHooks,
        private readonly OutputGuard $outputGuard,
        private readonly FatalErrorResponder $fatalErrorResponder,
        private readonly RestApiAuthentication $restApiAuthentication,
    ) {
    }

    /** Runs at `parse_request`, before WordPress's REST server, for every REST request of ours. */
    public function open(string $route): void
    {
        $isWebhook = RestRequestHooks::isWebhook($route, self::method());
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- only whether it is there.
        if (defined('REST_REQUEST') || (isset($_GET['_jsonp']) && ! $isWebhook)) {
            return;
        }
        self::forbidCaching();
        $this->fatalErrorResponder->prepare();
        if (RestRequestHooks::isWebhook($route, 'POST') && self::lostItsMethod()) {
            $this->serve(strtolower(untrailingslashit($route)), true);
        }
        if ($isWebhook && self::overridesAnswer()) {
            $this->serve(strtolower(untrailingslashit($route)), true);
        }
        if (! $isWebhook || self::asksForMore()) {
            return;
        }
        /**
         * Filters whether a message of Telaris is served before WordPress starts its REST server.
         *
         * @param bool   $early Default true.
         * @param string $route The route, for instance "/wc-telaris/v1/notifications".
         */
        if (apply_filters(self::HOOK, true, $route) === true) {
            $this->serve(strtolower(untrailingslashit($route)), true);
        }
    }

    /** At `?wc-api=`: only for signed messages, because WooCommerce accepts its API keys only in its REST API. */
    public function receive(): never
    {
        $this->serve(WebhookRoutes::NOTIFICATIONS, false);
    }

    public function receiveBatch(): never
    {
        $this->serve(WebhookRoutes::BATCH, false);
    }

    public static function url(): string
    {
        return add_query_arg('wc-api', self::NAME, home_url('/'));
    }

    private function serve(string $route, bool $takesApiKeys): never
    {
        self::forbidCaching();
        $this->fatalErrorResponder->prepare();
        if (! defined('REST_REQUEST')) {
            // Listeners ask for it: whether a person or a machine changes the order.
            define('REST_REQUEST', true);
        }
        $server = new WP_REST_Server();
        $request = self::request($route, $server);

        $refused = $this->refusal($request, $server, $takesApiKeys);
        $response = $refused instanceof WP_Error
            ? rest_convert_error_to_response($refused)
            : ($route === WebhookRoutes::BATCH ? $this->webhookController->receiveBatch($request) : $this->webhookController->receive($request));
        $this->answer($response, $server, $request);
        exit;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function answer(WP_REST_Response $response, WP_REST_Server $server, WP_REST_Request $request): void
    {
        $response = $this->requestHooks->shape($this->restApiAuthentication->challenge($response), $server, $request);
        $headers = $response->get_status() === 405 ? ['Allow' => 'POST'] : [];
        foreach ($response->get_headers() as $name => $value) {
            $headers[(string) $name] = is_string($value) ? $value : '';
        }
        $this->outputGuard->answer(
            $response->get_status(),
            array_filter($headers),
            (string) wp_json_encode($response->get_data())
        );
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function refusal(WP_REST_Request $request, WP_REST_Server $server, bool $takesApiKeys): ?WP_Error
    {
        if (self::overridesAnswer()) {
            return new WP_Error(
                'unsupported_parameter',
                __('The parameters _envelope, _jsonp and _method and the header X-HTTP-Method-Override are not taken here: what came of a message is said by the HTTP status.', 'telaris-for-woocommerce'),
                ['status' => 400, 'retryable' => false]
            );
        }
        if ($request->get_method() !== 'POST') {
            return self::lostItsMethod() ? $this->authenticator->refuse(AuthFailure::MethodNotAllowed) : AuthFailure::MethodNotAllowed->error();
        }
        if ($request->get_header('webhook-signature') !== null) {
            wp_set_current_user(0);
        } elseif (! $takesApiKeys) {
            return $this->authenticator->refuse(AuthFailure::NotAuthenticated);
        } else {
            $refused = $this->restApiAuthentication->check($server, $request);
            if ($refused !== null) {
                return $refused;
            }
        }
        $permit = $this->webhookController->permit($request);
        return $permit instanceof WP_Error ? $permit : null;
    }

    /** @return WP_REST_Request<array<mixed>> */
    private static function request(string $route, WP_REST_Server $server): WP_REST_Request
    {
        /** @var WP_REST_Request<array<mixed>> $request */
        $request = new WP_REST_Request(self::method(), $route);
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- the call is authenticated by its signature or key.
        $request->set_query_params(wp_unslash($_GET));
        $request->set_headers($server->get_headers(wp_unslash($_SERVER)));
        // Nobody is to read the body before it is known who is calling.
        $request->set_header('Content-Type', 'application/octet-stream');
        $request->set_body(WP_REST_Server::get_raw_data());
        return $request;
    }

    /** Whether something is asked for that WordPress's REST server does for any route. */
    private static function asksForMore(): bool
    {
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- only whether they are there.
        return array_intersect_key($_GET, ['_fields' => 1, '_embed' => 1]) !== [];
    }

    /** Whether another method is asked for than was called, or an answer that hides its status. */
    private static function overridesAnswer(): bool
    {
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- only whether they are there.
        return array_intersect_key($_GET, ['_method' => 1, '_envelope' => 1, '_jsonp' => 1]) !== [] || isset($_SERVER['HTTP_X_HTTP_METHOD_OVERRIDE']);
    }

    /** As WooCommerce does: for caches that keep pages whatever their headers say. */
    private static function forbidCaching(): void
    {
        foreach (['DONOTCACHEPAGE', 'DONOTCACHEOBJECT', 'DONOTCACHEDB'] as $constant) {
            defined($constant) || define($constant, true);
        }
    }

    /** A message of Telaris that comes by GET was sent by POST: a redirect changed that, and took the body. */
    private static function lostItsMethod(): bool
    {
        return in_array(self::method(), ['GET', 'HEAD'], true) && (isset($_SERVER['HTTP_WEBHOOK_ID']) || isset($_SERVER['HTTP_WEBHOOK_SIGNATURE']));
    }

    private static function method(): string
    {
        return isset($_SERVER['REQUEST_METHOD']) && is_string($_SERVER['REQUEST_METHOD']) ? strtoupper(sanitize_key($_SERVER['REQUEST_METHOD'])) : '';
    }
}
