<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * The call that the shop makes to its own address to see what arrives there. It looks like a message of Telaris, is signed
 * with a key made of the site's salts, and does nothing: it is answered with what arrived.
 */
final class LoopbackCall
{
    public const BODY = '{"type":"ping"}';

    private const ID = 'loopback_';

    /** Seconds. */
    private const VALID = 60;

    /**
     * No known scheme: a plug-in would take an unknown user name for an attack. What matters is whether the header arrives.
     */
    private const AUTHORIZATION = 'Loopback telaris';

    /**
     * @param string $nonce Another one for each call.
     * @return array<string, string>
     */
    public static function headers(string $nonce): array
    {
        $id = self::ID . $nonce;
        $timestamp = (string) time();
        return [
            'Content-Type' => 'application/json',
            'Accept' => 'application/json',
            'Authorization' => self::AUTHORIZATION,
            'webhook-id' => $id,
            'webhook-timestamp' => $timestamp,
            'webhook-signature' => 'v1,' . self::signature($id, $timestamp),
        ];
    }

    /**
     * The signature is not about the body: whether that arrives is what is asked.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public static function isOurs(WP_REST_Request $request): bool
    {
        $id = (string) $request->get_header('webhook-id');
        $timestamp = (string) $request->get_header('webhook-timestamp');
        return str_starts_with($id, self::ID)
            && SignatureVerifier::isTimestamp($timestamp)
            && abs(time() - (int) $timestamp) <= self::VALID
            && hash_equals('v1,' . self::signature($id, $timestamp), (string) $request->get_header('webhook-signature'));
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @return array<string, mixed> What arrived.
     */
    public static function answer(WP_REST_Request $request): array
    {
        return [
            'loopback' => substr((string) $request->get_header('webhook-id'), strlen(self::ID)),
            'body' => $request->get_body() === self::BODY,
            'authorization' => self::hasAuthorization($request),
        ];
    }

    /**
     * As WordPress and WooCommerce look for it.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private static function hasAuthorization(WP_REST_Request $request): bool
    {
        if ($request->get_header('authorization') !== null || isset($_SERVER['REDIRECT_HTTP_AUTHORIZATION'])) {
            return true;
        }
        // PHP as a module of Apache takes user name and password out of it, whatever it does with the header.
        return PHP_SAPI === 'apache2handler';
    }

    private static function signature(string $id, string $timestamp): string
    {
        return base64_encode(hash_hmac('sha256', "telaris-loopback.$id.$timestamp", wp_salt('auth'), true));
    }
}
