<?php

declare(strict_types=1);

use WooCommerceStandIn\Install\Tables;

defined('ABSPATH') || exit;

/**
 * WooCommerce's REST API keys by HTTP Basic authentication over TLS, for routes whose address contains /wc/ or /wc-.
 * It has no OAuth 1.0a, which WooCommerce takes over plain HTTP.
 */
final class WC_REST_Authentication
{
    /** @var \stdClass|null The row of the key that proved itself. */
    private $key = null;

    /** @var \WP_Error|null */
    private $error = null;

    public function __construct()
    {
        add_filter('determine_current_user', [$this, 'authenticate'], 15);
        add_filter('rest_authentication_errors', [$this, 'authentication_fallback']);
        add_filter('rest_authentication_errors', [$this, 'check_authentication_error'], 15);
        add_filter('rest_pre_dispatch', [$this, 'check_user_permissions'], 10, 3);
        add_filter('rest_post_dispatch', [$this, 'send_unauthorized_headers'], 50);
        add_filter('rest_index', static fn (\WP_REST_Response $index): \WP_REST_Response => self::name_the_stand_in($index));
        add_action('delete_user', static fn (int $user_id) => self::forget_keys_of($user_id));
    }

    /**
     * @param int|false $user_id
     *
     * @return int|false
     */
    public function authenticate($user_id)
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
            $this->error = self::refusal(__('Consumer secret is invalid.', 'woocommerce'));
            return false;
        }
        $this->key = $row;
        return (int) $row->user_id;
    }

    /**
     * @param \WP_Error|bool|null $error
     *
     * @return \WP_Error|bool|null
     */
    public function authentication_fallback($error)
    {
        if (empty($error) && null === $this->key && null === $this->error && 0 === get_current_user_id()) {
            $user_id = $this->authenticate(false);
            if ($user_id) {
                wp_set_current_user($user_id);
                return true;
            }
        }
        return $error;
    }

    /**
     * @param \WP_Error|bool|null $error
     *
     * @return \WP_Error|bool|null
     */
    public function check_authentication_error($error)
    {
        return $error ?: $this->error;
    }

    /**
     * @param \WP_REST_Response $response
     *
     * @return \WP_REST_Response
     */
    public function send_unauthorized_headers($response)
    {
        if (null !== $this->error) {
            $response->header('WWW-Authenticate', 'Basic realm="WooCommerce API"');
        }
        return $response;
    }

    /**
     * Refuses a method that the key does not permit, and notes when the key was last used.
     *
     * @param mixed $result
     *
     * @return mixed
     */
    public function check_user_permissions($result, \WP_REST_Server $server, \WP_REST_Request $request)
    {
        if (null === $this->key || 'OPTIONS' === $request->get_method()) {
            return $result;
        }
        $need = in_array($request->get_method(), ['GET', 'HEAD'], true) ? 'read' : 'write';
        if (! in_array($this->key->permissions, [$need, 'read_write'], true)) {
            return self::refusal('read' === $need
                ? __('The API key provided does not have read permissions.', 'woocommerce')
                : __('The API key provided does not have write permissions.', 'woocommerce'));
        }
        $this->note_access($request);
        return $result;
    }

    /**
     * Says in the index of the REST API what answers here.
     */
    private static function name_the_stand_in(\WP_REST_Response $index): \WP_REST_Response
    {
        $index->data['woocommerce_stand_in'] = 'This shop runs a stand-in for tests, not WooCommerce.';
        return $index;
    }

    /**
     * A key goes with its user.
     */
    private static function forget_keys_of(int $user_id): void
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

    private function note_access(\WP_REST_Request $request): void
    {
        global $wp, $wpdb;
        $asked  = $wp instanceof \WP ? trim(str_replace(rest_get_url_prefix(), '', (string) $wp->request), '/') : '';
        $nested = trim($request->get_route(), '/') !== $asked;
        if (! apply_filters('woocommerce_disable_rest_api_access_log', $nested, $this->key->key_id, $this->key->user_id)) {
            $wpdb->update(Tables::api_keys(), ['last_access' => current_time('mysql')], ['key_id' => $this->key->key_id]);
        }
    }

    private static function refusal(string $message): \WP_Error
    {
        return new \WP_Error('woocommerce_rest_authentication_error', $message, ['status' => 401]);
    }
}
