<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\PersonalData;
use TelarisForWooCommerce\Text\ResultText;
use WC_Order;
use WP_User;

defined('ABSPATH') || exit;

/** WordPress's tools for personal data: what the history has about a customer's orders is exported and erased with the orders. */
final class PrivacyTools
{
    private const NAME = 'telaris-for-woocommerce';

    /** Orders at a time. */
    private const STEP = 20;

    public function __construct(private readonly PersonalData $personalData, private readonly ResultText $resultText)
    {
    }

    /**
     * @param array<mixed> $exporters
     * @return array<mixed>
     */
    public function addExporter(array $exporters): array
    {
        return $exporters + [self::NAME => [
            'exporter_friendly_name' => __('Telaris: sync history', 'telaris-for-woocommerce'),
            'callback' => $this->export(...),
        ]];
    }

    /**
     * @param array<mixed> $erasers
     * @return array<mixed> Ours first: WooCommerce's takes the address out of the orders, which are then no customer's.
     */
    public function addEraser(array $erasers): array
    {
        return [self::NAME => [
            'eraser_friendly_name' => __('Telaris: sync history', 'telaris-for-woocommerce'),
            'callback' => $this->erase(...),
        ]] + $erasers;
    }

    /** @return array{data: list<array<string, mixed>>, done: bool} */
    public function export(string $email, int $page = 1): array
    {
        $orderIds = self::orders($email, $page);
        return [
            'data' => $orderIds === [] ? [] : array_map($this->item(...), $this->personalData->of($orderIds)),
            'done' => count($orderIds) < self::STEP,
        ];
    }

    /** @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool} */
    public function erase(string $email, int $page = 1): array
    {
        $orderIds = self::orders($email, $page);
        $answer = ['items_removed' => false, 'items_retained' => false, 'messages' => [], 'done' => count($orderIds) < self::STEP];
        if ($orderIds === []) {
            return $answer;
        }
        if (get_option('woocommerce_erasure_request_removes_order_data', 'no') !== 'yes') {
            $isAnyThere = $this->personalData->of($orderIds) !== [];
            return [
                'items_retained' => $isAnyThere,
                'messages' => $isAnyThere ? [__("What Telaris sent about the customer's orders is kept with the orders, as set in WooCommerce.", 'telaris-for-woocommerce')] : [],
            ] + $answer;
        }
        $done = $this->personalData->erase($orderIds);
        return [
            'items_removed' => $done['erased'] > 0,
            'items_retained' => $done['kept'] > 0,
            'messages' => $done['kept'] > 0 ? [__('What of Telaris failed or still waits is kept until it is settled.', 'telaris-for-woocommerce')] : [],
        ] + $answer;
    }

    /** WooCommerce takes the customer out of an order, by this or another tool. */
    public function eraseOrder(mixed $order): void
    {
        if ($order instanceof WC_Order) {
            $this->personalData->erase([$order->get_id()]);
        }
    }

    public function addPolicy(): void
    {
        if (! is_admin()) {
            return;
        }
        $text = [
            __('When an order is invoiced in Telaris, our accounting system, Telaris tells this shop: the numbers of the order and of the invoice, its date, total and currency. No name, address or payment detail is in these messages.', 'telaris-for-woocommerce'),
            __('The numbers stay on the order. What Telaris sent, and what became of it, is kept in the sync history for some months and erased together with the data of the order.', 'telaris-for-woocommerce'),
            __('Telaris itself reads orders, with the name and address of the customer, to invoice them. Name your accounting system among those with whom data is shared.', 'telaris-for-woocommerce'),
        ];
        wp_add_privacy_policy_content(
            __('Telaris for WooCommerce', 'telaris-for-woocommerce'),
            '<p>' . implode('</p><p>', array_map(esc_html(...), $text)) . '</p>'
        );
    }

    /** @return list<int> */
    private static function orders(string $email, int $page): array
    {
        $user = get_user_by('email', $email);
        // As WooCommerce's own exporter finds them.
        $ids = wc_get_orders([
            'limit' => self::STEP,
            'page' => $page,
            'orderby' => 'ID',
            'order' => 'ASC',
            'return' => 'ids',
            'customer' => $user instanceof WP_User ? [$email, $user->ID] : [$email],
        ]);
        return array_values(array_filter(is_array($ids) ? $ids : [], is_int(...)));
    }

    /** @return array<string, mixed> */
    private function item(Notification $notification): array
    {
        $message = $notification->message;
        $values = array_filter([
            __('Received', 'telaris-for-woocommerce') => gmdate('Y-m-d H:i:s', $notification->receivedAt) . ' UTC',
            __('Order', 'telaris-for-woocommerce') => $notification->shopNumber ?? (string) $notification->orderId,
            __('Telaris order', 'telaris-for-woocommerce') => (string) $message->orderInTelaris()?->name(),
            __('Invoice', 'telaris-for-woocommerce') => (string) $message->invoice?->number,
            __('Invoice date', 'telaris-for-woocommerce') => (string) $message->invoice?->date,
            __('Total', 'telaris-for-woocommerce') => trim($message->invoice?->total . ' ' . $message->invoice?->currency),
            __('Result', 'telaris-for-woocommerce') => $this->resultText->sentence($notification->code, $notification->params),
        ], static fn (string $value): bool => $value !== '');
        return [
            'group_id' => self::NAME,
            'group_label' => __('Telaris: sync history', 'telaris-for-woocommerce'),
            'group_description' => __('What the accounting system told the shop about orders.', 'telaris-for-woocommerce'),
            'item_id' => "telaris-$notification->id",
            'data' => array_map(static fn (string $name, string $value): array => ['name' => $name, 'value' => $value], array_keys($values), $values),
        ];
    }
}
