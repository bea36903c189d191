<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Domain\AlertDigest;
use TelarisForWooCommerce\Support\Screen;
use WC_Email;

defined('ABSPATH') || exit;

/**
 * The email that says which orders need attention. Only loaded where WooCommerce asks for its emails.
 *
 * A theme overrides its templates in yourtheme/woocommerce/emails/.
 */
final class AlertEmail extends WC_Email
{
    public const ID = 'telaris_alert';

    /** @var string Its place in WooCommerce's list; WooCommerce 9.9 has no such property. */
    public $email_group = 'orders';

    private ?AlertDigest $digest = null;

    /** @param string $templates Their folder. */
    public function __construct(string $templates)
    {
        $this->id = self::ID;
        $this->title = __('Telaris: orders need attention', 'telaris-for-woocommerce');
        $this->description = __('Sent when orders that Telaris invoiced could not be completed, or the connection to Telaris has a problem: within 15 minutes, then at most once an hour, and once when all is well again. What heals by itself is not reported.', 'telaris-for-woocommerce');
        $this->template_base = $templates;
        $this->template_html = 'emails/telaris-alert.php';
        $this->template_plain = 'emails/plain/telaris-alert.php';
        $this->placeholders = ['{orders}' => '0'];
        add_action('woocommerce_email_general_block_content', $this->showInBlocks(...), 10, 3);
        add_filter('woocommerce_emails_general_block_content_emails_without_order_details', static fn (mixed $ids): array => [...(is_array($ids) ? $ids : []), self::ID]);
        parent::__construct();
        $recipient = $this->get_option('recipient');
        $admin = get_option('admin_email');
        $this->recipient = is_string($recipient) && $recipient !== '' ? $recipient : (is_string($admin) ? $admin : '');
    }

    public function sendDigest(AlertDigest $digest): bool
    {
        $this->setup_locale();
        try {
            $this->digest = $digest;
            $this->placeholders['{orders}'] = (string) $digest->orders;
            return $this->send($this->get_recipient(), $this->get_subject(), $this->get_content(), $this->get_headers(), $this->get_attachments());
        } finally {
            $this->digest = null;
            $this->restore_locale();
        }
    }

    // phpcs:disable PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- WooCommerce's names.

    /** @return string */
    public function get_default_subject()
    {
        return $this->digest()->recovered
            ? __('[{site_title}] Telaris: all is well again', 'telaris-for-woocommerce')
            : __('[{site_title}] Telaris: something needs attention', 'telaris-for-woocommerce');
    }

    /** @return string */
    public function get_default_heading()
    {
        return $this->digest()->recovered ? __('All is well again', 'telaris-for-woocommerce') : __('Something needs attention', 'telaris-for-woocommerce');
    }

    /** @return string */
    public function get_content_html()
    {
        return wc_get_template_html($this->template_html, $this->variables(false), '', $this->template_base);
    }

    /** @return string */
    public function get_content_plain()
    {
        return wc_get_template_html($this->template_plain, $this->variables(true), '', $this->template_base);
    }

    /** What WooCommerce's editor of emails puts in the place of its content block. */
    public function get_block_editor_email_template_content()
    {
        return wc_get_template_html('emails/telaris-alert-content.php', $this->variables(false), '', $this->template_base);
    }

    /** @return void */
    public function init_form_fields()
    {
        parent::init_form_fields();
        $admin = get_option('admin_email');
        $recipient = [
            'title' => __('Recipients', 'telaris-for-woocommerce'),
            'type' => 'text',
            /* translators: %s: an email address. */
            'description' => sprintf(__('Separated by commas. Without any, %s.', 'telaris-for-woocommerce'), '<code>' . esc_html(is_string($admin) ? $admin : '') . '</code>'),
            'placeholder' => '',
            'default' => '',
            'desc_tip' => true,
        ];
        $fields = is_array($this->form_fields) ? $this->form_fields : [];
        $this->form_fields = array_slice($fields, 0, 1, true) + ['recipient' => $recipient] + $fields;
    }

    // phpcs:enable

    /** Before WooCommerce 11 asks for its content by another way. */
    private function showInBlocks(mixed $sentToAdmin, mixed $plain, mixed $email): void
    {
        if ($email === $this) {
            wc_get_template('emails/telaris-alert-content.php', $this->variables($plain === true), '', $this->template_base);
        }
    }

    /** @return array<string, mixed> What the templates know. */
    private function variables(bool $plain): array
    {
        return [
            'digest' => $this->digest(),
            'email_heading' => $this->get_heading(),
            'additional_content' => $this->get_additional_content(),
            'sent_to_admin' => true,
            'plain_text' => $plain,
            'email' => $this,
        ];
    }

    /** One to look at, where none is sent: WooCommerce's preview. */
    private function digest(): AlertDigest
    {
        return $this->digest ?? new AlertDigest(
            false,
            1,
            [[
                'label' => __('Order blocked', 'telaris-for-woocommerce'),
                'count' => 1,
                'url' => Screen::url(['heading' => 'order_blocked']),
                'orders' => [['number' => '#1043', 'sentence' => __('This is an example: here stands in a sentence why the order was not set to Completed.', 'telaris-for-woocommerce')]],
            ]],
            [],
            Screen::url()
        );
    }
}
