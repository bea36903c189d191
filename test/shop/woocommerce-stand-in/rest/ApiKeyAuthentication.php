<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Rest;

use WooCommerceStandIn\Install\Tables;

defined('ABSPATH') || exit;

/**
 * WooCommerce's REST API keys by HTTP Basic authentication over TLS, for routes whose address contains /wc/ or /wc-.
 * It has no OAuth 1.0a, which WooCommerce takes over plain HTTP.
 */
final class ApiKeyAuthentication
{
    /** @var \stdClass|null The row of the key that proved itself. */
    private static $key = null;

    /** @var \WP_Error|null */
    private static $error = null;

    public static function register(): void
    {
        add_filter('determine_current_user', [self::class, 'authenticate'], 15);
        add_filter('rest_authentication_errors', static fn($error) => $error ?: self::$error, 15);
        add_filter('rest_pre_dispatch', [self::class, 'check_permission'], 10, 3);
        add_filter('rest_index', [self::class, 'name_the_stand_in']);
        add_action('delete_user', [self::class, 'forget_keys_of']);
    }

    /**
     * @param int|false $user_id
     *
     * @return int|false
     */
    public static function authenticate($user_id)
    {
        // phpcs:disable WordPress.Security.ValidatedSanitizedInput -- secrets are compared as they came
        $key    = (string) ($_SERVER['PHP_AUTH_USER'] ?? '');
        $secret = (string) ($_SERVER['PHP_AUTH_PW'] ?? '');
        // phpcs:enable
        if ($user_id || '' === $key || '' === $secret || ! is_ssl() || ! self::is_for_woocommerce()) {
            return $user_id;
        }
        $row = self::find($key);
        if (null === $row) {
            return $user_id;
        }
        if (! hash_equals($row->consumer_secret, $secret)) {
            self::$error = self::refusal(__('Consumer secret is invalid.', 'woocommerce'));
            return false;
        }
        self::$key = $row;
        return (int) $row->user_id;
    }

    /**
     * Refuses a method that the key does not permit, and notes when the key was last used.
     *
     * @param mixed $result
     *
     * @return mixed
     */
    public static function check_permission($result, \WP_REST_Server $server, \WP_REST_Request $request)
    {
        if (null === self::$key || 'OPTIONS' === $request->get_method()) {
            return $result;
        }
        $need = in_array($request->get_method(), ['GET', 'HEAD'], true) ? 'read' : 'write';
        if (! in_array(self::$key->permissions, [$need, 'read_write'], true)) {
            return self::refusal('read' === $need
                ? __('The API key provided does not have read permissions.', 'woocommerce')
                : __('The API key provided does not have write permissions.', 'woocommerce'));
        }
        self::note_access($request);
        return $result;
    }

    /**
     * Says in the index of the REST API what answers here.
     */
    public static function name_the_stand_in(\WP_REST_Response $index): \WP_REST_Response
    {
        $index->data['woocommerce_stand_in'] = 'This shop runs a stand-in for tests, not WooCommerce.';
        return $index;
    }

    /**
     * A key goes with its user.
     */
    public static function forget_keys_of(int $user_id): void
    {
        global $wpdb;
        $wpdb->delete(Tables::api_keys(), ['user_id' => $user_id]);
    }

    private static function is_for_woocommerce(): bool
    {
        // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- only searched
        $address = (string) ($_SERVER['REQUEST_URI'] ?? '');
        $prefix  = trailingslashit(rest_get_url_prefix());
        return (bool) apply_filters(
            'woocommerce_rest_is_request_to_rest_api',
            str_contains($address, $prefix . 'wc/') || str_contains($address, $prefix . 'wc-')
        );
    }

    private static function find(string $consumer_key): ?\stdClass
    {
        global $wpdb;
        return $wpdb->get_row($wpdb->prepare('SELECT * FROM %i WHERE consumer_key = %s', Tables::api_keys(), wc_api_hash($consumer_key)));
    }

    private static function note_access(\WP_REST_Request $request): void
    {
        global $wp, $wpdb;
        $asked  = $wp instanceof \WP ? trim(str_replace(rest_get_url_prefix(), '', (string) $wp->request), '/') : '';
        $nested = trim($request->get_route(), '/') !== $asked;
        if (! apply_filters('woocommerce_disable_rest_api_access_log', $nested, self::$key->key_id, self::$key->user_id)) {
            $wpdb->update(Tables::api_keys(), ['last_access' => current_time('mysql')], ['key_id' => self::$key->key_id]);
        }
    }

    private static function refusal(string $message): \WP_Error
    {
        return new \WP_Error('woocommerce_rest_authentication_error', $message, ['status' => 401]);
    }
}
