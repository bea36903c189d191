<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Connection\ConnectionHealth;
use TelarisForWooCommerce\Domain\AlertDigest;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Storage\AttentionQuery;
use TelarisForWooCommerce\Support\Screen;
use TelarisForWooCommerce\Text\ResultText;

defined('ABSPATH') || exit;

/** Puts an alert into words. */
final class AlertDigestBuilder
{
    /** Orders that are named in each category. */
    private const NAMED = 5;

    public function __construct(
        private readonly AttentionQuery $attention,
        private readonly ConnectionHealth $health,
        private readonly ResultText $resultText,
    ) {
    }

    public function recovered(): AlertDigest
    {
        return new AlertDigest(true, 0, [], [], Screen::url());
    }

    /**
     * @param list<int> $ids Notifications.
     * @param list<string> $problems By code; those that are over since are left out.
     */
    public function of(array $ids, array $problems): AlertDigest
    {
        $orders = $groups = [];
        foreach ($this->attention->all($ids) as $notification) {
            $order = $notification->orderId ?? $notification->message->telarisOrder ?? $notification->message->webhookId;
            // Several messages may be about one order: the newest speaks for it.
            if (isset($orders[$order])) {
                continue;
            }
            $orders[$order] = true;
            $groups[$notification->code->heading()->value][] = $notification;
        }
        $told = array_filter($this->health->problems(), static fn (array $problem): bool => in_array($problem['code'], $problems, true));
        return new AlertDigest(
            false,
            count($orders),
            array_map($this->group(...), array_keys($groups), array_values($groups)),
            array_map(static fn (array $problem): array => ['sentence' => $problem['sentence'], 'what_to_do' => $problem['what_to_do']], array_values($told)),
            Screen::url($orders === [] ? ['tab' => 'connection'] : [])
        );
    }

    /**
     * @param list<Notification> $notifications
     * @return array{label: string, count: int, url: string, orders: list<array{number: string, sentence: string}>}
     */
    private function group(string $heading, array $notifications): array
    {
        return [
            'label' => $this->resultText->heading(ResultCategory::from($heading)),
            'count' => count($notifications),
            'url' => Screen::url(['heading' => $heading]),
            'orders' => array_map($this->order(...), array_slice($notifications, 0, self::NAMED)),
        ];
    }

    /** @return array{number: string, sentence: string} */
    private function order(Notification $notification): array
    {
        $number = $notification->shopNumber ?? ($notification->orderId === null ? $notification->message->orderNumber : (string) $notification->orderId);
        return [
            'number' => $number === null
                /* translators: %s: Telaris's order number. */
                ? sprintf(__('Telaris order %s', 'telaris-for-woocommerce'), (string) $notification->message->telarisOrder)
                : '#' . ltrim($number, '#'),
            // What a plug-in said may name a customer.
            'sentence' => $this->resultText->sentence($notification->code, array_diff_key($notification->params, ['error' => '']), $notification->nextAttemptAt),
        ];
    }
}
