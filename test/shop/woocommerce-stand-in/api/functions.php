<?php

/**
 * WooCommerce's general functions.
 */

declare(strict_types=1);

use Automattic\WooCommerce\Container;

defined('ABSPATH') || exit;

function WC()
{
    return WooCommerce::instance();
}

function wc_get_container()
{
    static $container = null;
    return $container ??= new Container();
}

/**
 * Hashes a consumer key the way it is kept in the database.
 */
function wc_api_hash($data)
{
    return hash_hmac('sha256', $data, 'wc-api');
}

/**
 * Returns the logger; the filter may put another class in its place.
 */
function wc_get_logger()
{
    static $logger = null;
    $class = apply_filters('woocommerce_logging_class', WC_Logger::class);
    if ($class instanceof WC_Logger_Interface) {
        return $class;
    }
    if (null === $logger || get_class($logger) !== $class) {
        $logger = new $class();
    }
    return $logger;
}

/**
 * Reads a time: a date without a zone is in the site's zone.
 */
function wc_string_to_datetime($time_string)
{
    $time = new WC_DateTime($time_string, wp_timezone());
    $time->setTimezone(wp_timezone());
    return $time;
}

function wc_format_datetime($date, $format = '')
{
    if (! $date instanceof WC_DateTime) {
        return '';
    }
    return $date->date_i18n($format ?: wc_date_format());
}

function wc_date_format()
{
    return (string) get_option('date_format') ?: 'F j, Y';
}

function wc_time_format()
{
    return (string) get_option('time_format') ?: 'g:i a';
}

/**
 * Gives a long piece of work its time, where the host lets it.
 */
function wc_set_time_limit($limit = 0)
{
    if (function_exists('set_time_limit')) {
        @set_time_limit($limit);
    }
}
