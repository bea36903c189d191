<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use WP_Error;

defined('ABSPATH') || exit;

/** Why a call was refused. */
enum AuthFailure: string
{
    case SignatureInvalid = 'signature_invalid';
    case TimestampInvalid = 'timestamp_invalid';
    case TimestampOutOfTolerance = 'timestamp_out_of_tolerance';
    case NotAuthenticated = 'not_authenticated';
    case Forbidden = 'forbidden';

    /** What was signed did not arrive, or not whole: so nothing can be verified. */
    case BodyLost = 'body_lost';

    /** A message came by another method than POST: a redirect makes GET of POST. */
    case MethodNotAllowed = 'method_not_allowed';

    public function error(): WP_Error
    {
        $status = match ($this) {
            self::SignatureInvalid, self::TimestampOutOfTolerance, self::NotAuthenticated => 401,
            self::Forbidden => 403,
            self::TimestampInvalid, self::BodyLost => 400,
            self::MethodNotAllowed => 405,
        };
        return new WP_Error($this->value, $this->message(), ['status' => $status, 'retryable' => false]);
    }

    /** To whoever called. */
    public function message(): string
    {
        return match ($this) {
            self::SignatureInvalid => __('The signature does not fit. Sign with the secret that this shop gave out; the body must be signed byte for byte as it is sent.', 'telaris-for-woocommerce'),
            self::TimestampInvalid => __('The webhook-timestamp must be the time of sending in whole seconds since 1970, such as 1795779850: no date, no decimals.', 'telaris-for-woocommerce'),
            self::TimestampOutOfTolerance => __('The webhook-timestamp is more than 5 minutes away from the clock of this shop.', 'telaris-for-woocommerce'),
            self::NotAuthenticated => __('Sign the message, or use a WooCommerce REST API key in the Authorization header over HTTPS.', 'telaris-for-woocommerce'),
            self::Forbidden => __('This API key may not write shop orders.', 'telaris-for-woocommerce'),
            self::BodyLost => __('The message arrived without its body, or not with all of it: a redirect, a proxy or a firewall on the way takes it. Call the delivery URL exactly as the shop shows it.', 'telaris-for-woocommerce'),
            self::MethodNotAllowed => __('Messages are taken by POST alone. If this was sent by POST, a redirect made another method of it: call the delivery URL exactly as the shop shows it.', 'telaris-for-woocommerce'),
        };
    }

    /** To the shop's people, as part of a sentence. */
    public function reason(): string
    {
        return match ($this) {
            self::SignatureInvalid => __('the signature does not fit', 'telaris-for-woocommerce'),
            self::TimestampInvalid => __('the time of sending is not in seconds since 1970', 'telaris-for-woocommerce'),
            self::TimestampOutOfTolerance => __('the clocks differ by more than 5 minutes', 'telaris-for-woocommerce'),
            self::NotAuthenticated => __('no signature and no valid API key', 'telaris-for-woocommerce'),
            self::Forbidden => __('the API key may not write orders', 'telaris-for-woocommerce'),
            self::BodyLost => __('the body of the message was lost on the way', 'telaris-for-woocommerce'),
            self::MethodNotAllowed => __('a redirect changed POST into another method', 'telaris-for-woocommerce'),
        };
    }

    public function problem(int $count): string
    {
        return sprintf(
            /* translators: 1: number of calls, 2: reason. */
            _n(
                '%1$d call in the last hour could not prove that it comes from Telaris (%2$s).',
                '%1$d calls in the last hour could not prove that they come from Telaris (%2$s).',
                $count,
                'telaris-for-woocommerce'
            ),
            $count,
            $this->reason()
        );
    }

    public function remedy(): string
    {
        return match ($this) {
            self::Forbidden => __('Give the key of Telaris Read/Write permission under WooCommerce → Settings → Advanced → REST API, and a user who may edit all orders, such as a shop manager.', 'telaris-for-woocommerce'),
            self::NotAuthenticated => __('Enter the secret from here in Telaris under Administration → Integrations, or check its API key.', 'telaris-for-woocommerce'),
            self::TimestampInvalid => __('Telaris has to send the header webhook-timestamp in whole seconds since 1970. Tell whoever looks after the integration.', 'telaris-for-woocommerce'),
            self::SignatureInvalid => __('Telaris signs with another secret. A secret is shown only once, so make a new one here and enter it in Telaris under Administration → Integrations.', 'telaris-for-woocommerce'),
            self::TimestampOutOfTolerance => __('Have the clock of this server checked by whoever runs the site, and that of Telaris by whoever looks after the integration.', 'telaris-for-woocommerce'),
            self::BodyLost, self::MethodNotAllowed => __('Enter the delivery URL from here in Telaris exactly as it is: https or http, with or without www, no slash at its end. If that does not help, ask whoever runs the site what stands in front of it.', 'telaris-for-woocommerce'),
        };
    }
}
