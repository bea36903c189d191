<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Connection\ConnectionHealth;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Screen;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Tools → Site Health: the problems that the screen shows, and what somebody who helps wants to know. No secret is in it. */
final class SiteHealthTests
{
    private const NAME = 'telaris_for_woocommerce';

    /** Nothing gets through until a person has put it right. */
    private const CRITICAL = ['no_way_in', 'secret_unreadable', 'shop_moved', 'tables_incomplete'];

    public function __construct(
        private readonly ConnectionHealth $connectionHealth,
        private readonly SiteIdentity $siteIdentity,
        private readonly Settings $settings,
        private readonly string $version,
    ) {
    }

    /**
     * @param array<mixed> $tests
     * @return array<mixed>
     */
    public function addTest(array $tests): array
    {
        $direct = is_array($tests['direct'] ?? null) ? $tests['direct'] : [];
        $direct[self::NAME] = ['label' => __('Connection to Telaris', 'telaris-for-woocommerce'), 'test' => $this->test(...)];
        return ['direct' => $direct] + $tests;
    }

    /** @return array<string, mixed> As WordPress shows it. */
    private function test(): array
    {
        try {
            $problems = $this->connectionHealth->problems();
        } catch (DatabaseError) {
            $problems = [['code' => 'internal_error', 'sentence' => __('The database did not answer.', 'telaris-for-woocommerce'), 'what_to_do' => '']];
        }
        $description = '';
        foreach ($problems as $problem) {
            $description .= sprintf('<p>%s %s</p>', esc_html($problem['sentence']), esc_html($problem['what_to_do']));
        }
        $status = array_intersect(self::CRITICAL, array_column($problems, 'code')) === [] ? 'recommended' : 'critical';
        return [
            'test' => self::NAME,
            'label' => $problems === []
                ? __('The connection to Telaris has no known problem', 'telaris-for-woocommerce')
                : __('The connection to Telaris has a problem', 'telaris-for-woocommerce'),
            'status' => $problems === [] ? 'good' : $status,
            'badge' => ['label' => __('Telaris', 'telaris-for-woocommerce'), 'color' => 'blue'],
            'description' => $problems === []
                ? '<p>' . esc_html__('When an order is invoiced in Telaris, it becomes Completed here.', 'telaris-for-woocommerce') . '</p>'
                : $description,
            'actions' => sprintf('<a href="%s">%s</a>', esc_url(Screen::url(['tab' => 'connection'])), esc_html__('Open the connection', 'telaris-for-woocommerce')),
        ];
    }

    /**
     * @param array<mixed> $information
     * @return array<mixed>
     */
    public function addInformation(array $information): array
    {
        try {
            $contact = $this->connectionHealth->lastContact();
            $facts = [
                __('Version', 'telaris-for-woocommerce') => $this->version,
                __('Telaris last called', 'telaris-for-woocommerce') => $contact === null ? __('never', 'telaris-for-woocommerce') : gmdate('c', $contact),
                __('Failed or needing a check', 'telaris-for-woocommerce') => $this->connectionHealth->failed() + $this->connectionHealth->toCheck(),
                __('Tried again by themselves', 'telaris-for-woocommerce') => $this->connectionHealth->pending(),
                __('Calls refused in the last hour', 'telaris-for-woocommerce') => array_sum($this->connectionHealth->refused()),
                __('Completed from', 'telaris-for-woocommerce') => implode(', ', $this->settings->completesFrom()),
                __('A link is needed beforehand', 'telaris-for-woocommerce') => $this->settings->requireLink() ? __('yes', 'telaris-for-woocommerce') : __('no', 'telaris-for-woocommerce'),
                __('Known address', 'telaris-for-woocommerce') => $this->siteIdentity->known(),
                __('Address now', 'telaris-for-woocommerce') => $this->siteIdentity->now(),
            ];
        } catch (DatabaseError $error) {
            $facts = [__('Database', 'telaris-for-woocommerce') => $error->getMessage()];
        }
        $fields = [];
        foreach ($facts as $label => $value) {
            $fields[] = ['label' => $label, 'value' => $value];
        }
        $information[self::NAME] = ['label' => __('Telaris for WooCommerce', 'telaris-for-woocommerce'), 'fields' => $fields];
        return $information;
    }
}
