<?php

/**
 * What an alert says, within the HTML email and within WooCommerce's email editor.
 *
 * To change it, copy it to yourtheme/woocommerce/emails/telaris-alert-content.php.
 *
 * @var \TelarisForWooCommerce\Domain\AlertDigest $digest
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

if ($digest->recovered) {
    printf('<p>%s</p>', esc_html__('Everything that was reported is in order again. You need do nothing.', 'telaris-for-woocommerce'));
}
if ($digest->orders > 0) {
    printf(
        '<p>%s</p>',
        esc_html(sprintf(
            /* translators: %d: number of orders. */
            _n('%d order that Telaris invoiced needs attention.', '%d orders that Telaris invoiced need attention.', $digest->orders, 'telaris-for-woocommerce'),
            $digest->orders
        ))
    );
}
foreach ($digest->groups as $telaris_group) {
    printf('<h3>%s (%s)</h3><ul>', esc_html($telaris_group['label']), esc_html(number_format_i18n($telaris_group['count'])));
    foreach ($telaris_group['orders'] as $telaris_order) {
        printf('<li><strong>%s</strong>: %s</li>', esc_html($telaris_order['number']), esc_html($telaris_order['sentence']));
    }
    $telaris_more = $telaris_group['count'] - count($telaris_group['orders']);
    if ($telaris_more > 0) {
        /* translators: %d: number of orders. */
        printf('<li>%s</li>', esc_html(sprintf(_n('and %d more', 'and %d more', $telaris_more, 'telaris-for-woocommerce'), $telaris_more)));
    }
    printf('</ul><p><a href="%s">%s</a></p>', esc_url($telaris_group['url']), esc_html__('Show these orders', 'telaris-for-woocommerce'));
}
if ($digest->problems !== []) {
    printf('<h3>%s</h3><ul>', esc_html__('The connection to Telaris', 'telaris-for-woocommerce'));
    foreach ($digest->problems as $telaris_problem) {
        printf('<li>%s %s</li>', esc_html($telaris_problem['sentence']), esc_html($telaris_problem['what_to_do']));
    }
    echo '</ul>';
}
printf('<p><a href="%s">%s</a></p>', esc_url($digest->url), esc_html__('Open Telaris in the shop', 'telaris-for-woocommerce'));
