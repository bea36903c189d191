<?php

/**
 * Plugin Name: What stands in front of a shop
 * Description: Plays the hosts, firewalls, caches and plug-ins that get between Telaris and a shop: option `telaris_in_front`.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

(static function (): void {
    $what = get_option('telaris_in_front');
    $address = isset($_SERVER['REQUEST_URI']) && is_string($_SERVER['REQUEST_URI']) ? $_SERVER['REQUEST_URI'] : '';
    if ($what === 'tls') {
        // The server does not speak TLS: a real handshake fails.
        add_filter('rest_url', static fn ($url, $path) => str_contains((string) $path, 'notifications') ? set_url_scheme($url, 'https') : $url, 10, 2);
    }
    $isRest = str_contains($address, '/wc-telaris/v1/notifications');
    if (!is_string($what) || ($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST' || (!$isRest && !str_contains($address, 'wc-api=telaris'))) {
        return;
    }
    $page = static function (int $status, string $body, array $headers = ['Content-Type: text/html; charset=UTF-8']): never {
        http_response_code($status);
        array_map('header', $headers);
        exit($body);
    };
    switch ($what) {
        case 'redirect':
            $page(301, '', ['Location: https://www.shop.example/wp-json/?key=secret']);
        case 'challenge':
            $page(403, '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>', ['Content-Type: text/html', 'cf-mitigated: challenge']);
        case 'sucuri':
            $page(403, '<!DOCTYPE html><html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body>Access Denied</body></html>');
        case 'forbidden':
            $page(403, '<html><body><h1>Forbidden</h1></body></html>');
        case 'password':
            $page(401, '<h1>Authorization Required</h1>', ['WWW-Authenticate: Basic realm="staging"', 'Content-Type: text/html']);
        case 'not_found':
            $page(404, '<h1>404 Not Found</h1><hr>nginx');
        case 'error':
            $page(502, '<h1>502 Bad Gateway</h1>');
        case 'soon':
            $page(200, '<h1>Coming soon</h1>');
        case 'cache':
            $page(200, '{"loopback":"0000000000000000","body":true,"authorization":true}', ['Content-Type: application/json', 'X-Cache: HIT']);
        case 'rest_blocked':
            $isRest && $page(401, '{"code":"rest_cannot_access","message":"DRA: Only authenticated users can access the REST API.","data":{"status":401}}', ['Content-Type: application/json']);
            break;
        case 'strips_authorization':
            unset($_SERVER['HTTP_AUTHORIZATION'], $_SERVER['REDIRECT_HTTP_AUTHORIZATION'], $_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW']);
            break;
        case 'strips_headers':
            unset($_SERVER['HTTP_WEBHOOK_ID'], $_SERVER['HTTP_WEBHOOK_SIGNATURE'], $_SERVER['HTTP_WEBHOOK_TIMESTAMP']);
            break;
        case 'strips_body':
            $GLOBALS['HTTP_RAW_POST_DATA'] = '';
            break;
    }
})();
