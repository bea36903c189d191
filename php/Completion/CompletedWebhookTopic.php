<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Storage\NotificationRepository;

defined('ABSPATH') || exit;

/**
 * A topic for WooCommerce's own webhooks: a message that Telaris was answered otherwise before has completed its order.
 * Delivery, log, secret and retries are WooCommerce's.
 */
final class CompletedWebhookTopic
{
    /** WooCommerce's form keeps two parts of a topic. */
    public const TOPIC = 'telaris.order_completed';

    /** The same for whoever makes the webhook through the REST API. */
    private const ALIAS = 'telaris.order.completed';

    private const RESOURCE = 'telaris';

    public function __construct(private readonly NotificationRepository $notifications)
    {
    }

    /**
     * @param array<mixed> $topics
     * @return array<mixed> What the form offers.
     */
    public static function offered(array $topics): array
    {
        return $topics + [self::TOPIC => __('Order completed for Telaris, after it had failed or waited', 'telaris-for-woocommerce')];
    }

    /**
     * @param array<mixed> $hooks
     * @return array<mixed> By topic, the actions that it listens to.
     */
    public static function hooks(array $hooks): array
    {
        return $hooks + [self::TOPIC => [OutcomeEvents::HOOK_MENDED], self::ALIAS => [OutcomeEvents::HOOK_MENDED]];
    }

    /**
     * @param array<mixed> $resources
     * @return array<mixed>
     */
    public static function resources(array $resources): array
    {
        return [...$resources, self::RESOURCE];
    }

    /**
     * @param array<mixed> $events
     * @return array<mixed>
     */
    public static function events(array $events): array
    {
        return [...$events, 'order_completed', 'order'];
    }

    /** @param mixed $id Of the notification, where the resource is ours. */
    public function payload(mixed $payload, mixed $resource, mixed $id): mixed
    {
        if ($resource !== self::RESOURCE) {
            return $payload;
        }
        $notification = is_numeric($id) ? $this->notifications->find((int) $id) : null;
        return $notification === null ? ['notification_id' => is_numeric($id) ? (int) $id : null] : [
            'webhook_id' => $notification->message->webhookId,
            'telaris_order' => $notification->message->telarisOrder,
            'company' => $notification->message->company,
            'order_id' => $notification->orderId,
            'invoice_number' => $notification->message->invoice?->number,
            'code' => $notification->code->value,
            'notification_id' => $notification->id,
        ];
    }

    /**
     * WooCommerce has delivered at the beginning of `shutdown` what was queued until then, and does not forget it. What
     * is queued from here on, by orders that are completed after the answer and by outcomes that are told, is
     * deliverQueue()'s.
     */
    public static function forgetDelivered(): void
    {
        $GLOBALS['wc_queued_webhooks'] = []; // phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- WooCommerce's queue.
    }

    public static function deliverQueue(): void
    {
        if (function_exists('wc_webhook_execute_queue')) {
            wc_webhook_execute_queue();
        }
    }
}
