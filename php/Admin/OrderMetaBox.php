<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Screen;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\WooCommerce\OrderMeta;
use WC_Order;
use WP_Post;

defined('ABSPATH') || exit;

/** The box on an order's page in wp-admin, where the order has anything to do with Telaris. */
final class OrderMetaBox
{
    /** Messages of the timeline. The history has them all. */
    private const SHOWN = 5;

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
            $telarisOrder = $this->links->telarisOrderOf($order->get_id())
                ?? (is_scalar($stored) && (string) $stored !== '' ? new TelarisOrder((string) $stored) : null);
            $newest = $this->notifications->newestOf($order->get_id(), self::SHOWN);
        } catch (DatabaseError $error) {
            $this->logger->error('The box on the order was left out.', ['error' => $error->getMessage()]);
            return;
        }
        if ($telarisOrder !== null || $newest !== []) {
            add_meta_box(
                'telaris-for-woocommerce',
                __('Telaris', 'telaris-for-woocommerce'),
                fn () => $this->show($order, $telarisOrder, $newest),
                $screen,
                'side'
            );
        }
    }

    /** @param list<Notification> $newest */
    private function show(WC_Order $order, ?TelarisOrder $telarisOrder, array $newest): void
    {
        $invoice = InvoiceOnOrder::of($order);
        $rows = array_filter([
            __('Telaris order', 'telaris-for-woocommerce') => (string) $telarisOrder?->name(),
            __('Invoice', 'telaris-for-woocommerce') => (string) $invoice?->number,
            __('Invoice date', 'telaris-for-woocommerce') => (string) $invoice?->date,
        ], static fn (string $value): bool => $value !== '');
        foreach ($rows as $label => $value) {
            printf('<p>%s: <strong>%s</strong></p>', esc_html($label), esc_html($value));
        }
        $latest = $newest[0] ?? null;
        if ($latest !== null && ($latest->needsCheck || $latest->state === NotificationStatus::Failed || $latest->state === NotificationStatus::Pending)) {
            printf(
                '<p><strong>%s.</strong> %s %s</p>',
                esc_html($this->resultText->label($latest->code, $latest->params)),
                esc_html($this->resultText->sentence($latest->code, $latest->params, $latest->nextAttemptAt)),
                esc_html($this->resultText->whatToDo($latest->code, $latest->params, $latest->nextAttemptAt !== null))
            );
            $this->button($latest);
        }
        $this->timeline($newest);
        // The screen's search knows Telaris's number and the shop's.
        printf(
            '<p><a href="%s">%s</a></p>',
            esc_url(Screen::searchUrl($telarisOrder === null ? $order->get_order_number() : $telarisOrder->number)),
            esc_html__('Sync history', 'telaris-for-woocommerce')
        );
    }

    /** The one next step. It is taken on our screen, which says first what would happen. */
    private function button(Notification $latest): void
    {
        [$url, $label] = match (true) {
            $latest->code->waitsForLink() => [Screen::url(['notification' => $latest->id]), __('Fix link…', 'telaris-for-woocommerce')],
            $latest->canResend() => [Screen::url(['review' => $latest->id]), __('Re-send…', 'telaris-for-woocommerce')],
            default => [Screen::url(['notification' => $latest->id]), __('Details', 'telaris-for-woocommerce')],
        };
        printf('<p><a class="button" href="%s">%s</a></p>', esc_url($url), esc_html($label));
    }

    /** @param list<Notification> $newest */
    private function timeline(array $newest): void
    {
        if ($newest === []) {
            return;
        }
        $formats = implode(' ', array_filter([get_option('date_format'), get_option('time_format')], is_string(...)));
        printf('<h4>%s</h4><ol class="telaris-timeline" reversed>', esc_html__('What happened', 'telaris-for-woocommerce'));
        foreach ($newest as $notification) {
            printf(
                '<li><a href="%s"><time datetime="%s">%s</time></a><br>%s</li>',
                esc_url(Screen::url(['notification' => $notification->id])),
                esc_attr(gmdate('c', $notification->receivedAt)),
                esc_html((string) wp_date($formats, $notification->receivedAt)),
                esc_html($this->resultText->sentence($notification->code, $notification->params, $notification->nextAttemptAt))
            );
        }
        echo '</ol>';
    }
}
