<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Text\ResultText;
use WP_CLI;

defined('ABSPATH') || exit;

/** Notifications as WP-CLI prints them, and the options that filter them. */
final class NotificationRows
{
    public const FIELDS = ['id', 'received', 'order', 'telaris_order', 'invoice', 'state', 'code', 'sentence', 'attempts'];

    public function __construct(private readonly ResultText $resultText, private readonly SiteIdentity $siteIdentity)
    {
    }

    /** Ends in a copy of the shop that nobody confirmed: nothing is completed there. */
    public function stopWhereMoved(): void
    {
        if ($this->siteIdentity->isMoved()) {
            WP_CLI::error(SiteIdentity::explanation());
        }
    }

    /**
     * @param array<string, string|bool> $options
     * @return array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int}
     */
    public static function filter(array $options): array
    {
        $filter = [];
        foreach (['state', 'heading', 'trigger', 'search'] as $name) {
            if (isset($options[$name]) && is_string($options[$name]) && $options[$name] !== '') {
                $filter[$name] = $options[$name];
            }
        }
        foreach (['from', 'to'] as $name) {
            if (isset($options[$name])) {
                $time = strtotime((string) $options[$name]);
                if ($time === false) {
                    WP_CLI::error("--$name is no time: " . $options[$name]);
                }
                $filter[$name] = $time;
            }
        }
        return $filter;
    }

    /**
     * @param array<string, string|bool> $options
     * @param list<string> $default
     * @return list<string>
     */
    public static function fields(array $options, array $default): array
    {
        $fields = $options['fields'] ?? '';
        return is_string($fields) && $fields !== '' ? array_map('trim', explode(',', $fields)) : $default;
    }

    /** @return array<string, string|int> */
    public function row(Notification $notification): array
    {
        return [
            'id' => $notification->id,
            'received' => gmdate('Y-m-d H:i:s', $notification->receivedAt),
            'order' => $notification->shopNumber ?? (string) $notification->orderId,
            'order_id' => (string) $notification->orderId,
            'telaris_order' => (string) $notification->message->orderInTelaris()?->name(),
            'invoice' => (string) $notification->message->invoice?->number,
            'type' => $notification->message->type->value,
            'state' => $notification->state->value,
            'code' => $notification->code->value,
            'heading' => $notification->code->heading()->value,
            'sentence' => $this->resultText->sentence($notification->code, $notification->params, $notification->nextAttemptAt),
            'what_to_do' => $this->resultText->whatToDo($notification->code, $notification->params, $notification->nextAttemptAt !== null),
            'attempts' => $notification->attempts,
            'webhook_id' => $notification->message->webhookId,
        ];
    }

    /**
     * Prints what became of notifications, and ends with exit code 1 unless all are Completed.
     *
     * @param list<Notification> $settled
     * @param int $skipped How many were left out.
     */
    public function conclude(array $settled, int $skipped): void
    {
        $completed = count(array_filter($settled, static fn (Notification $one): bool => $one->state === NotificationStatus::Completed));
        foreach ($settled as $notification) {
            WP_CLI::line("$notification->id: {$notification->code->value}. {$this->row($notification)['sentence']}");
        }
        $all = count($settled) + $skipped;
        /* translators: 1: number of notifications that are Completed, 2: number of all. */
        $said = sprintf(__('%1$d of %2$d are Completed.', 'telaris-for-woocommerce'), $completed, $all);
        $completed === $all ? WP_CLI::success($said) : WP_CLI::error($said);
    }
}
