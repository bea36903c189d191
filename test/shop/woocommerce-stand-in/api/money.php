<?php

/**
 * Amounts and how they are written.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

function get_woocommerce_currency()
{
    return apply_filters('woocommerce_currency', get_option('woocommerce_currency', 'USD'));
}

/**
 * Returns the sign of the few currencies a test shop uses, otherwise the code itself.
 */
function get_woocommerce_currency_symbol($currency = '')
{
    $currency = $currency ?: get_woocommerce_currency();
    $symbols  = [
        'NOK' => '&#107;&#114;',
        'SEK' => '&#107;&#114;',
        'DKK' => 'kr.',
        'EUR' => '&euro;',
        'GBP' => '&pound;',
        'USD' => '&#36;',
    ];
    return apply_filters('woocommerce_currency_symbol', $symbols[$currency] ?? $currency, $currency);
}

function wc_get_price_decimals()
{
    return absint(apply_filters('wc_get_price_decimals', get_option('woocommerce_price_num_decimals', 2)));
}

function wc_format_decimal($number, $dp = false, $trim_zeros = false)
{
    $number = preg_replace('/[^0-9.-]/', '', (string) $number);
    if ('' === $number) {
        return '';
    }
    $number = false === $dp ? (string) (float) $number : number_format((float) $number, (int) ($dp ?: wc_get_price_decimals()), '.', '');
    return $trim_zeros && str_contains($number, '.') ? rtrim(rtrim($number, '0'), '.') : $number;
}

/**
 * Writes an amount as the shop writes prices, as HTML.
 */
function wc_price($price, $args = [])
{
    $args   = wp_parse_args($args, ['currency' => '', 'decimals' => wc_get_price_decimals(), 'in_span' => true]);
    $number = number_format(
        abs((float) $price),
        (int) $args['decimals'],
        (string) get_option('woocommerce_price_decimal_sep', '.'),
        (string) get_option('woocommerce_price_thousand_sep', ',')
    );
    $symbol = get_woocommerce_currency_symbol($args['currency']);
    if ($args['in_span']) {
        $symbol = '<span class="woocommerce-Price-currencySymbol">' . $symbol . '</span>';
    }
    $patterns = ['left' => '%1$s%2$s', 'right' => '%2$s%1$s', 'left_space' => '%1$s&nbsp;%2$s', 'right_space' => '%2$s&nbsp;%1$s'];
    $text     = ((float) $price < 0 ? '-' : '')
        . sprintf($patterns[get_option('woocommerce_currency_pos')] ?? $patterns['left'], $symbol, $number);
    return $args['in_span'] ? '<span class="woocommerce-Price-amount amount"><bdi>' . $text . '</bdi></span>' : $text;
}
