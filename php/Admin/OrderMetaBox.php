<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\WooCommerce\OrderMeta;
use WC_Order;
use WP_Post;

defined('ABSPATH') || exit;

/** The box on an order's page in wp-admin, where the order has anything to do with Telaris. */
final class OrderMetaBox
{
    public function __construct(
        private readonly LinkRepository $links,
        private readonly NotificationRepository $notifications,
        private readonly ResultText $resultText,
        private readonly Logger $logger,
    ) {
    }

    public function add(mixed $screen, mixed $object): void
    {
        $order = $object instanceof WP_Post && $object->post_type === 'shop_order' ? wc_get_order($object->ID) : $object;
        if (! $order instanceof WC_Order || $order->get_type() !== 'shop_order' || ! is_string($screen) || ! current_user_can(Permissions::READ)) {
            return;
        }
        try {
            $stored = $order->get_meta(OrderMeta::TELARIS_ORDER);
            $telarisOrder = $this->links->telarisOrderOf($order->get_id())?->name() ?? (is_scalar($stored) ? (string) $stored : '');
            $latest = $this->notifications->latestOf($order->get_id());
        } catch (DatabaseError $error) {
            $this->logger->error('The box on the order was left out.', ['error' => $error->getMessage()]);
            return;
        }
        if ($telarisOrder !== '' || $latest !== null) {
            add_meta_box(
                'telaris-for-woocommerce',
                __('Telaris', 'telaris-for-woocommerce'),
                fn () => $this->show($order, $telarisOrder, $latest),
                $screen,
                'side'
            );
        }
    }

    private function show(WC_Order $order, string $telarisOrder, ?Notification $latest): void
    {
        $invoice = InvoiceOnOrder::of($order);
        $rows = array_filter([
            __('Telaris order', 'telaris-for-woocommerce') => $telarisOrder,
            __('Invoice', 'telaris-for-woocommerce') => (string) $invoice?->number,
            __('Invoice date', 'telaris-for-woocommerce') => (string) $invoice?->date,
        ], static fn (string $value): bool => $value !== '');
        foreach ($rows as $label => $value) {
            printf('<p>%s: <strong>%s</strong></p>', esc_html($label), esc_html($value));
        }
        if ($latest !== null && ($latest->needsCheck || $latest->state === NotificationStatus::Failed || $latest->state === NotificationStatus::Pending)) {
            printf(
                '<p><strong>%s.</strong> %s %s</p>',
                esc_html($this->resultText->label($latest->code, $latest->params)),
                esc_html($this->resultText->sentence($latest->code, $latest->params, $latest->nextAttemptAt)),
                esc_html($this->resultText->whatToDo($latest->code, $latest->params, $latest->nextAttemptAt !== null))
            );
        }
        // The screen's search knows Telaris's number and the shop's.
        $search = $telarisOrder !== '' ? $telarisOrder : $order->get_order_number();
        printf(
            '<p><a href="%s">%s</a></p>',
            esc_url(add_query_arg('search', rawurlencode($search), AdminPage::url())),
            esc_html__('Sync history', 'telaris-for-woocommerce')
        );
    }
}
