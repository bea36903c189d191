<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

defined('ABSPATH') || exit;

/** What the shop met in place of the plugin when it called its own address. */
enum LoopbackFault: string
{
    case Unreachable = 'address_unreachable';
    case Tls = 'address_tls';
    case Redirected = 'address_redirected';
    case Challenge = 'address_challenge';
    case Password = 'address_password';
    case RestBlocked = 'address_rest_blocked';
    case NotFound = 'address_not_found';
    case Forbidden = 'address_forbidden';
    case ServerError = 'address_server_error';
    case ForeignAnswer = 'address_foreign_answer';
    case Cached = 'address_cached';
    case BodyLost = 'address_body_lost';
    case HeadersLost = 'address_headers_lost';

    /** Many hosts do not let a shop call itself: nothing is known of what Telaris meets. */
    public function isInconclusive(): bool
    {
        return $this === self::Unreachable;
    }

    /** @param string $detail What was met: an address, a product, an error's code. */
    public function sentence(string $detail): string
    {
        $sentence = match ($this) {
            /* translators: %s: what went wrong, in the words of WordPress or cURL. */
            self::Unreachable => __('The shop could not call itself, so this cannot be tested from here: %s', 'telaris-for-woocommerce'),
            /* translators: %s: what went wrong, in the words of WordPress or cURL. */
            self::Tls => __('The certificate of this address is not accepted, so Telaris cannot call it: %s', 'telaris-for-woocommerce'),
            /* translators: %s: an address. */
            self::Redirected => __('This address redirects to %s. A redirect loses what Telaris sends.', 'telaris-for-woocommerce'),
            /* translators: %s: a product, for example Cloudflare. */
            self::Challenge => __('%s stands in front of this address and asks the caller to prove that it is a person.', 'telaris-for-woocommerce'),
            self::Password => __('This address asks for a user name and a password, as staging sites do.', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status and error code, for example "HTTP 401, rest_forbidden". */
            self::RestBlocked => __('A plug-in blocks the REST API of WordPress (%s).', 'telaris-for-woocommerce'),
            self::NotFound => __('This address is not found: the server does not hand it to WordPress.', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status, for example "HTTP 403". */
            self::Forbidden => __('The server or a firewall in front of it refuses calls to this address (%s).', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status, for example "HTTP 403". */
            self::ServerError => __('The server answers this address with an error (%s).', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status, for example "HTTP 403". */
            self::ForeignAnswer => __('Something else answers at this address in place of the plugin (%s).', 'telaris-for-woocommerce'),
            self::Cached => __('A cache answers in place of the shop, with an answer from before.', 'telaris-for-woocommerce'),
            self::BodyLost => __('What is sent to this address arrives without its content.', 'telaris-for-woocommerce'),
            self::HeadersLost => __('What is sent to this address arrives without its signature: the headers that begin with "webhook-" are lost.', 'telaris-for-woocommerce'),
        };
        return str_contains($sentence, '%s') ? sprintf($sentence, $detail) : $sentence;
    }

    public function remedy(): string
    {
        return match ($this) {
            /* translators: %s: what went wrong, in the words of WordPress or cURL. */
            self::Unreachable => __('This does not have to be a fault: many hosts do not let a site call itself. Wait for a call from Telaris, which proves it.', 'telaris-for-woocommerce'),
            /* translators: %s: what went wrong, in the words of WordPress or cURL. */
            self::Tls => __('Have whoever runs the site renew the certificate, with its whole chain.', 'telaris-for-woocommerce'),
            /* translators: %s: an address. */
            self::Redirected => __('Under Settings → General, make both addresses the ones that the site really has: https or http, with or without www. Then enter the delivery URL in Telaris again.', 'telaris-for-woocommerce'),
            /* translators: %s: a product, for example Cloudflare. */
            self::Challenge => __('Have whoever runs the site let calls to this address through there, without a check of the browser.', 'telaris-for-woocommerce'),
            self::Password => __('Have whoever runs the site take the password off, or make an exception for this address.', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status and error code, for example "HTTP 401, rest_forbidden". */
            self::RestBlocked => __('Allow "wc-telaris" in the settings of that plug-in, or enter the address for blocked REST APIs, shown below, in Telaris.', 'telaris-for-woocommerce'),
            self::NotFound => __('Save the permalinks once more. If that does not help, have whoever runs the site check the rewrite rules of the server.', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status, for example "HTTP 403". */
            self::Forbidden => __('Have whoever runs the site make an exception for POST calls to this address.', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status, for example "HTTP 403". */
            self::ServerError => __('Have whoever runs the site look at the error log of PHP and of the server.', 'telaris-for-woocommerce'),
            /* translators: %s: HTTP status, for example "HTTP 403". */
            self::ForeignAnswer => __('Switch off maintenance or coming soon pages, or make an exception for this address.', 'telaris-for-woocommerce'),
            self::Cached => __('Exclude this address from the cache of the host, of the plug-in or of the CDN.', 'telaris-for-woocommerce'),
            self::BodyLost, self::HeadersLost => __('Ask whoever runs the site what stands in front of it: a proxy or a firewall takes something away.', 'telaris-for-woocommerce'),
        };
    }
}
