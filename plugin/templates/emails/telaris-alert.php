<?php

/**
 * The alert as HTML.
 *
 * To change it, copy it to yourtheme/woocommerce/emails/telaris-alert.php.
 *
 * @var \TelarisForWooCommerce\Domain\AlertDigest $digest
 * @var string $email_heading
 * @var string $additional_content
 * @var \WC_Email $email
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

do_action('woocommerce_email_header', $email_heading, $email);

wc_get_template('emails/telaris-alert-content.php', ['digest' => $digest], '', (string) $email->template_base);

if ($additional_content !== '') {
    echo wp_kses_post(wpautop(wptexturize($additional_content)));
}

do_action('woocommerce_email_footer', $email);
