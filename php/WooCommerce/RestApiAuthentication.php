<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use WC_REST_Authentication;
use WP_Error;
use WP_Hook;
use WP_HTTP_Response;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;
use WP_User;

defined('ABSPATH') || exit;

/**
 * WooCommerce's own check of its REST API keys, for a request that does not go through WordPress's REST server: the
 * same methods, asked in the same order, as on the hooks where they listen there (seen in 9.9 to 11.0).
 */
final class RestApiAuthentication
{
    /**
     * Finds out who is calling.
     *
     * @param WP_REST_Request<array<mixed>> $request
     * @return WP_Error|null Why the caller is refused, in WooCommerce's words. Null says no more than that nothing is wrong.
     */
    public function check(WP_REST_Server $server, WP_REST_Request $request): ?WP_Error
    {
        if (($GLOBALS['current_user'] ?? null) instanceof WP_User && ! is_user_logged_in()) {
            // As WP_REST_Server::serve_request() does: what authenticates only REST requests is asked again.
            $GLOBALS['current_user'] = null; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- WordPress has no function for it.
        }
        wp_get_current_user();
        $woocommerce = self::woocommerce();
        $result = $woocommerce?->check_authentication_error($woocommerce->authentication_fallback(null));
        // Without a nonce, the cookie of somebody's browser is nobody.
        $result = rest_cookie_check_errors(rest_application_password_check_errors($result === false ? null : $result));
        if (! $result instanceof WP_Error) {
            // The permissions of the key; says on `woocommerce_disable_rest_api_access_log` which one it is.
            $result = $woocommerce?->check_user_permissions(null, $server, $request);
        }
        return $result instanceof WP_Error ? $result : null;
    }

    /** Adds the header by which WooCommerce asks for a key, where one was refused. */
    public function challenge(WP_REST_Response $response): WP_HTTP_Response
    {
        $answer = self::woocommerce()?->send_unauthorized_headers($response);
        return $answer instanceof WP_HTTP_Response ? $answer : $response;
    }

    /** The object that listens: before 11.0 there is no other way to it. */
    private static function woocommerce(): ?WC_REST_Authentication
    {
        global $wp_filter;
        /** @var array<string, WP_Hook> $wp_filter */
        $hook = $wp_filter['rest_pre_dispatch'] ?? null;
        foreach ($hook->callbacks ?? [] as $callbacks) {
            foreach ($callbacks as $callback) {
                $object = is_array($callback['function']) ? $callback['function'][0] : null;
                if ($object instanceof WC_REST_Authentication) {
                    return $object;
                }
            }
        }
        return null;
    }
}
