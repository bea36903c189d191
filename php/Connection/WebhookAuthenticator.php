<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\DatabaseError;
use WeakMap;
use WP_Error;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * Lets Telaris in: by a signature, or by a WooCommerce REST API key that may write shop orders.
 *
 * Verifies first; only failures are counted and limited, so a valid call never gets a 429.
 */
final class WebhookAuthenticator
{
    public const MAX_BODY = 1_048_576;
    public const LAST_CONTACT = 'last_contact';

    /** Counter: until when a person waits for a call of Telaris, in Unix seconds. */
    public const AWAITED_UNTIL = 'awaited_until';

    /** Counter: Telaris's clock less the shop's at the last signed call, in seconds, and SKEW_ZERO more, since a number that is not there is 0. */
    public const CLOCK_SKEW = 'clock_skew';
    public const SKEW_ZERO = 1000;

    /** Seconds in which a contact is noted once: else all calls would queue for one row. */
    private const CONTACT_EVERY = 30;

    /** @var WeakMap<WP_REST_Request<array<mixed>>, AuthenticatedCaller|WP_Error> WordPress asks twice for one request. */
    private WeakMap $known;

    private ?int $apiKeyId = null;

    public function __construct(
        private readonly SigningSecrets $secrets,
        private readonly AuthFailureRateLimiter $rateLimiter,
        private readonly Counters $counters,
    ) {
        $this->known = new WeakMap();
    }

    public function hasApiKey(): bool
    {
        return $this->apiKeyId !== null;
    }

    /** Told by WooCommerce which API key it accepted, permissions included. */
    public function noteApiKey(int $keyId): void
    {
        $this->apiKeyId = $keyId;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function authenticate(WP_REST_Request $request): AuthenticatedCaller|WP_Error
    {
        return $this->known[$request] ??= $this->examine($request);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function caller(WP_REST_Request $request): ?AuthenticatedCaller
    {
        $known = $this->known[$request] ?? null;
        return $known instanceof AuthenticatedCaller ? $known : null;
    }

    public function refuse(AuthFailure $refusal): WP_Error
    {
        $address = isset($_SERVER['REMOTE_ADDR']) && is_string($_SERVER['REMOTE_ADDR']) ? sanitize_text_field(wp_unslash($_SERVER['REMOTE_ADDR'])) : '';
        if ($this->rateLimiter->count($refusal, $address)) {
            return new WP_Error(
                'rate_limited',
                __('Too many calls from this address could not prove that they come from Telaris.', 'telaris-for-woocommerce'),
                // The cause stays; the same call does not get better by waiting.
                ['status' => 429, 'retryable' => false, 'reason' => $refusal->value]
            );
        }
        return $refusal->error();
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function examine(WP_REST_Request $request): AuthenticatedCaller|WP_Error
    {
        if (strlen((string) $request->get_body()) > self::MAX_BODY) {
            return new WP_Error('payload_too_large', __('The body is larger than 1 MiB.', 'telaris-for-woocommerce'), ['status' => 413, 'retryable' => false]);
        }
        if (LoopbackCall::isOurs($request)) {
            return new AuthenticatedCaller(AuthenticatedCaller::BY_SHOP, 0);
        }
        $found = $request->get_header('webhook-signature') !== null
            ? $this->bySignature($request)
            : $this->byApiKey($request);
        if ($found instanceof AuthFailure) {
            return $this->refuse($found);
        }
        return $found;
    }

    private function noteContact(?string $secretId, ?int $skew): void
    {
        $now = time();
        $notes = [self::LAST_CONTACT => $now] + ($secretId === null ? [] : [SigningSecrets::counter($secretId) => $now]);
        try {
            // What else of a message's path is kept in counters comes with it.
            $this->counters->preload();
            $noted = array_map($this->counters->get(...), array_keys($notes));
            if (min($noted) <= $now - self::CONTACT_EVERY || $this->counters->preloaded(self::AWAITED_UNTIL) > $now) {
                $this->counters->setAll($notes + ($skew === null ? [] : [self::CLOCK_SKEW => $skew + self::SKEW_ZERO]));
            }
        } catch (DatabaseError) {
            // A valid call is not turned away because a note about it could not be made.
        }
    }

    /**
     * Whether less arrived than was sent. Nobody sends an empty message on purpose.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public static function isBodyLost(WP_REST_Request $request): bool
    {
        $length = strlen((string) $request->get_body());
        return $length === 0 || (int) $request->get_header('content-length') > $length;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function bySignature(WP_REST_Request $request): AuthenticatedCaller|AuthFailure
    {
        $timestamp = (string) $request->get_header('webhook-timestamp');
        if (! SignatureVerifier::isTimestamp($timestamp)) {
            return AuthFailure::TimestampInvalid;
        }
        $keys = $this->secrets->keys();
        $signer = SignatureVerifier::signer(
            (string) $request->get_header('webhook-id'),
            $timestamp,
            (string) $request->get_body(),
            (string) $request->get_header('webhook-signature'),
            array_values($keys)
        );
        if ($signer === null) {
            return self::isBodyLost($request) ? AuthFailure::BodyLost : AuthFailure::SignatureInvalid;
        }
        $now = time();
        if (! SignatureVerifier::isInTime($timestamp, $now)) {
            return AuthFailure::TimestampOutOfTolerance;
        }
        $this->noteContact((string) array_keys($keys)[$signer], (int) $timestamp - $now);
        return new AuthenticatedCaller(AuthenticatedCaller::BY_SIGNATURE, (int) $timestamp - $now);
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    private function byApiKey(WP_REST_Request $request): AuthenticatedCaller|AuthFailure
    {
        if (array_key_exists('consumer_secret', $request->get_query_params())) {
            // A secret in an address ends up in logs.
            return AuthFailure::NotAuthenticated;
        }
        if (! is_user_logged_in()) {
            return AuthFailure::NotAuthenticated;
        }
        if ($this->apiKeyId !== null && ! is_ssl()) {
            // WooCommerce takes OAuth 1.0a over plain HTTP, which signs the address and not the body.
            return AuthFailure::NotAuthenticated;
        }
        if ($this->apiKeyId === null || ! current_user_can('edit_others_shop_orders')) {
            return AuthFailure::Forbidden;
        }
        $this->noteContact(null, null);
        $timestamp = (string) $request->get_header('webhook-timestamp');
        return new AuthenticatedCaller(
            AuthenticatedCaller::BY_API_KEY,
            SignatureVerifier::isTimestamp($timestamp) ? (int) $timestamp - time() : null
        );
    }
}
