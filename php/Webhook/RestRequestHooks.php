<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\OutputGuard;
use TelarisForWooCommerce\Connection\AuthFailure;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Support\DatabaseError;
use WP_Error;
use WP_HTTP_Response;
use WP_REST_Request;
use WP_REST_Server;

defined('ABSPATH') || exit;

/**
 * What happens to our requests outside the controllers: before WordPress reads them, where WooCommerce
 * authenticates them, and before they are answered. Other plug-ins' routes are not touched.
 */
final class RestRequestHooks
{
    /** Whether the outer request is on its way to its controller; others may be made inside it. */
    private bool $dispatched = false;

    public function __construct(
        private readonly WebhookAuthenticator $authenticator,
        private readonly OutputGuard $outputGuard,
        private readonly Deprecations $deprecations,
    ) {
    }

    /** WooCommerce takes its keys only where the address has wp-json in it: not under plain permalinks. */
    public function acceptKeys(mixed $accepted): mixed
    {
        return $accepted === true ? $accepted : str_starts_with($this->route(), '/' . WebhookRoutes::NAMESPACE . '/') || $accepted;
    }

    /** Where WooCommerce says which key it accepted. */
    public function noteKey(mixed $keyId): void
    {
        if (is_numeric($keyId)) {
            $this->authenticator->noteApiKey((int) $keyId);
        }
    }

    /** A host's own password protection (of a staging site, for example) is no reason to refuse a signed call. The signature is checked later. */
    public function allowSignedCall(mixed $error): mixed
    {
        // What WordPress is going to serve, which a form field can make another route than the address says; and never by another method.
        $wp = $GLOBALS['wp'] ?? null;
        $vars = is_object($wp) ? (get_object_vars($wp)['query_vars'] ?? null) : null;
        $asked = is_array($vars) ? ($vars['rest_route'] ?? null) : null;
        // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- only whether it is there.
        $overridden = isset($_GET['_method']) || isset($_SERVER['HTTP_X_HTTP_METHOD_OVERRIDE']);
        $signed = isset($_SERVER['HTTP_WEBHOOK_SIGNATURE']) && ! $overridden && is_string($asked) && self::isWebhook($asked, $this->method());
        if ($error instanceof WP_Error && $signed) {
            wp_set_current_user(0);
            return true;
        }
        return $error;
    }

    /**
     * WordPress would parse the body, and refuse a broken one, before it knows who is calling.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function keepBodyRaw(mixed $result, WP_REST_Server $server, WP_REST_Request $request): mixed
    {
        if (self::isWebhook($request->get_route(), $request->get_method())) {
            $request->set_header('Content-Type', 'application/octet-stream');
        }
        return $result;
    }

    /**
     * WordPress walks through any JSON body as if it were an object, before it knows who is calling, and PHP complains in the log.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function refuseNonObject(mixed $result, WP_REST_Server $server, WP_REST_Request $request): mixed
    {
        if ($result !== null || ! self::isOurs($request->get_route()) || ! $request->is_json_content_type()) {
            return $result;
        }
        $start = ltrim($request->get_body());
        return $start === '' || $start[0] === '{'
            ? $result
            : new WP_Error('invalid_payload', __('The body must be a JSON object.', 'telaris-for-woocommerce'), ['status' => 400]);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function ignoreKeyOfSigned(mixed $result, WP_REST_Server $server, WP_REST_Request $request): mixed
    {
        $signed = $request->get_header('webhook-signature') !== null && self::isWebhook($request->get_route(), $request->get_method());
        return $signed && $result instanceof WP_Error ? null : $result;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function shape(WP_HTTP_Response $response, WP_REST_Server $server, WP_REST_Request $request): WP_HTTP_Response
    {
        if (! self::isOurs($request->get_route())) {
            return $response;
        }
        $response->header('Cache-Control', 'no-store');
        // LiteSpeed's cache keeps answers whatever Cache-Control says.
        $response->header('X-LiteSpeed-Cache-Control', 'no-cache');
        foreach ($this->deprecations->headers($request) as $name => $value) {
            $response->header($name, $value);
        }
        if ($response->get_status() < 400) {
            return $response;
        }
        $this->ownWords($response, $request);
        $data = $response->get_data();
        if (! is_array($data)) {
            return $response;
        }
        $envelope = WebhookResponse::refusal((string) $request->get_header('webhook-id'), $response->get_status(), $data);
        // The screen gets WordPress's own form of an error.
        $more = $this->isWebhookCall($request) ? $envelope : [];
        $response->set_data(['data' => $envelope['data']] + $data + $more);
        if ($more !== [] && $response->get_status() === 401 && ! isset($response->get_headers()['WWW-Authenticate'])) {
            // The scheme of an API key; a signature has none that is registered.
            $response->header('WWW-Authenticate', 'Basic realm="Telaris for WooCommerce", charset="UTF-8"');
        }
        if (is_int($envelope['retry_after'])) {
            $response->header('Retry-After', (string) $envelope['retry_after']);
        }
        return $response;
    }

    /** The headers that WordPress has set until now stay; listeners may set others from here on. */
    public function keepHeaders(mixed $result): mixed
    {
        if (! $this->dispatched && $this->outputGuard->hasBegun()) {
            $this->dispatched = true;
            $this->outputGuard->keepHeaders();
        }
        return $result;
    }

    /** Runs last, before WordPress writes status and headers. */
    public function dropForeignOutput(WP_HTTP_Response $response): WP_HTTP_Response
    {
        $this->outputGuard->clear();
        return $response;
    }

    /**
     * Runs first of those that may serve a response themselves, which other plug-ins do for WooCommerce's routes.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function letServe(mixed $served, WP_HTTP_Response $response, WP_REST_Request $request): mixed
    {
        if ($this->outputGuard->hasBegun() && ! self::isOurs($request->get_route())) {
            $this->outputGuard->open();
        }
        return $served;
    }

    /** Runs last of those: unless somebody served it, WordPress writes the response next, in one piece. */
    public function serve(mixed $served, WP_HTTP_Response $response): mixed
    {
        if (! $this->outputGuard->hasBegun() || ($served && $this->outputGuard->isAnswered())) {
            return $served;
        }
        $this->outputGuard->expect($response->get_status());
        return false;
    }

    /**
     * A refusal of a call to the webhook by WooCommerce or another plug-in: answered with our codes, and counted.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function ownWords(WP_HTTP_Response $response, WP_REST_Request $request): void
    {
        $data = $response->get_data();
        $code = is_array($data) && is_string($data['code'] ?? null) ? $data['code'] : '';
        $foreign = in_array($response->get_status(), [401, 403], true) && AuthFailure::tryFrom($code) === null;
        if (! $foreign || ! $this->isWebhookCall($request)) {
            return;
        }
        try {
            $error = $this->authenticator->refuse(is_user_logged_in() ? AuthFailure::Forbidden : AuthFailure::NotAuthenticated);
        } catch (DatabaseError) {
            return;
        }
        $details = is_array($error->get_error_data()) ? $error->get_error_data() : [];
        $response->set_data(['code' => $error->get_error_code(), 'message' => $error->get_error_message(), 'data' => $details + ['reason' => $code]]);
        $response->set_status(is_int($details['status'] ?? null) ? $details['status'] : 401);
    }

    /**
     * Also where a header or a parameter makes another method of the POST.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function isWebhookCall(WP_REST_Request $request): bool
    {
        return self::isWebhook($request->get_route(), $request->get_method()) || self::isWebhook($request->get_route(), $this->method());
    }

    public static function isWebhook(string $route, string $method): bool
    {
        return $method === 'POST' && in_array(strtolower(untrailingslashit($route)), [WebhookRoutes::NOTIFICATIONS, WebhookRoutes::BATCH], true);
    }

    public static function isOurs(string $route): bool
    {
        return str_starts_with(strtolower($route) . '/', '/' . WebhookRoutes::NAMESPACE . '/');
    }

    /** The route that was asked for, before WordPress has made a request object of it. */
    private function route(): string
    {
        // phpcs:disable WordPress.Security.NonceVerification.Recommended -- only compared with our own route; nothing is done by it.
        if (isset($_GET['rest_route']) && is_string($_GET['rest_route'])) {
            return sanitize_text_field(wp_unslash($_GET['rest_route']));
        }
        // phpcs:enable
        $uri = isset($_SERVER['REQUEST_URI']) && is_string($_SERVER['REQUEST_URI']) ? sanitize_text_field(wp_unslash($_SERVER['REQUEST_URI'])) : '';
        $path = (string) wp_parse_url($uri, PHP_URL_PATH);
        $at = strpos($path, '/' . rest_get_url_prefix() . '/');
        return $at === false ? '' : substr($path, $at + strlen(rest_get_url_prefix()) + 1);
    }

    private function method(): string
    {
        return isset($_SERVER['REQUEST_METHOD']) && is_string($_SERVER['REQUEST_METHOD']) ? strtoupper(sanitize_key($_SERVER['REQUEST_METHOD'])) : '';
    }
}
