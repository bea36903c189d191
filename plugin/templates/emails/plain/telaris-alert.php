<?php

/**
 * The alert as plain text.
 *
 * To change it, copy it to yourtheme/woocommerce/emails/plain/telaris-alert.php.
 *
 * @var \TelarisForWooCommerce\Domain\AlertDigest $digest
 * @var string $email_heading
 * @var string $additional_content
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

echo esc_html(wp_strip_all_tags($email_heading)) . "\n\n";

if ($digest->recovered) {
    echo esc_html__('Everything that was reported is in order again. You need do nothing.', 'telaris-for-woocommerce') . "\n\n";
}
if ($digest->orders > 0) {
    echo esc_html(sprintf(
        /* translators: %d: number of orders. */
        _n('%d order that Telaris invoiced needs attention.', '%d orders that Telaris invoiced need attention.', $digest->orders, 'telaris-for-woocommerce'),
        $digest->orders
    )) . "\n\n";
}
foreach ($digest->groups as $telaris_group) {
    echo esc_html(sprintf('%s (%s)', $telaris_group['label'], number_format_i18n($telaris_group['count']))) . "\n";
    foreach ($telaris_group['orders'] as $telaris_order) {
        echo esc_html(sprintf('- %s: %s', $telaris_order['number'], $telaris_order['sentence'])) . "\n";
    }
    $telaris_more = $telaris_group['count'] - count($telaris_group['orders']);
    if ($telaris_more > 0) {
        /* translators: %d: number of orders. */
        echo '- ' . esc_html(sprintf(_n('and %d more', 'and %d more', $telaris_more, 'telaris-for-woocommerce'), $telaris_more)) . "\n";
    }
    echo esc_url_raw($telaris_group['url']) . "\n\n";
}
if ($digest->problems !== []) {
    echo esc_html__('The connection to Telaris', 'telaris-for-woocommerce') . "\n";
    foreach ($digest->problems as $telaris_problem) {
        echo esc_html(sprintf('- %s %s', $telaris_problem['sentence'], $telaris_problem['what_to_do'])) . "\n";
    }
    echo "\n";
}
echo esc_url_raw($digest->url) . "\n\n";

if ($additional_content !== '') {
    echo esc_html(wp_strip_all_tags(wptexturize($additional_content))) . "\n\n";
}

$telaris_footer = get_option('woocommerce_email_footer_text');
$telaris_footer = apply_filters('woocommerce_email_footer_text', is_string($telaris_footer) ? $telaris_footer : '');
echo is_string($telaris_footer) ? wp_kses_post($telaris_footer) : '';
