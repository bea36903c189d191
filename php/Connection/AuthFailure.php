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

    public function error(): WP_Error
    {
        return new WP_Error(
            $this->value,
            match ($this) {
                self::SignatureInvalid => __('The signature does not fit. Compare the signing secret here with the one in Telaris; the body must be signed byte for byte as it is sent.', 'telaris-for-woocommerce'),
                self::TimestampInvalid => __('The webhook-timestamp must be the time of sending in whole seconds since 1970, such as 1795779850: no date, no decimals.', 'telaris-for-woocommerce'),
                self::TimestampOutOfTolerance => __('The webhook-timestamp is more than 5 minutes away from the clock of this shop.', 'telaris-for-woocommerce'),
                self::NotAuthenticated => __('Sign the message, or use a WooCommerce REST API key in the Authorization header over HTTPS.', 'telaris-for-woocommerce'),
                self::Forbidden => __('This API key may not write shop orders.', 'telaris-for-woocommerce'),
            },
            ['status' => $this->httpStatus(), 'retryable' => false]
        );
    }

    private function httpStatus(): int
    {
        return match ($this) {
            self::TimestampInvalid => 400,
            self::SignatureInvalid, self::TimestampOutOfTolerance, self::NotAuthenticated => 401,
            self::Forbidden => 403,
        };
    }
}
