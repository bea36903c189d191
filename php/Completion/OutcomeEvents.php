<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\ResultText;
use Throwable;

defined('ABSPATH') || exit;

/**
 * Tells other plug-ins what became of a notification: see docs/hooks.md.
 *
 * At the end of the request, after the answer and the customer's email: a listener that is slow, prints, throws or ends
 * the process harms nothing. A process that dies before tells nobody.
 */
final class OutcomeEvents
{
    /** For WooCommerce's webhooks: see CompletedWebhookTopic. */
    public const HOOK_MENDED = 'telaris_for_woocommerce_notification_mended';

    private const HOOKS = [
        self::HOOK_MENDED,
        'telaris_for_woocommerce_order_completed',
        'telaris_for_woocommerce_notification_failed',
        'telaris_for_woocommerce_notification_needs_check',
    ];

    /** @var array<int, ResultCode> Outcomes that no listener got yet, by notification id; the last one counts. */
    private array $waiting = [];

    /** @var array<int, true> Of these, those of which Telaris was answered something else before. */
    private array $answeredBefore = [];

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly ResultText $resultText,
        private readonly Logger $logger,
    ) {
    }

    /** @param bool $answeredBefore Whether Telaris was answered something else before. */
    public function add(int $notificationId, ResultCode $code, bool $answeredBefore = false): void
    {
        if (array_filter(self::HOOKS, has_action(...)) !== []) {
            $this->waiting[$notificationId] = $code;
            if ($answeredBefore) {
                $this->answeredBefore[$notificationId] = true;
            }
        }
    }

    /** Runs on WordPress's `shutdown`. */
    public function fire(): void
    {
        while ($this->waiting !== []) {
            $id = array_key_first($this->waiting);
            $code = $this->waiting[$id];
            unset($this->waiting[$id]);
            try {
                $notification = $this->notifications->find($id);
                // Another outcome since then, of another request, is that one's to tell.
                if ($notification !== null && $notification->code === $code) {
                    $this->tell($notification);
                }
            } catch (Throwable $error) {
                $this->logger->error('A listener of an outcome failed.', ['class' => self::class, 'notification' => $id, 'code' => $code->value, 'error' => $error->getMessage()]);
            }
        }
    }

    private function tell(Notification $notification): void
    {
        $told = [
            'notification_id' => $notification->id,
            'webhook_id' => $notification->message->webhookId,
            'order_id' => $notification->orderId,
            'telaris_order' => $notification->message->telarisOrder,
            'company' => $notification->message->company,
            'invoice_number' => $notification->message->invoice?->number,
            'code' => $notification->code->value,
            'sentence' => $this->resultText->sentence($notification->code, $notification->params),
        ];
        $level = ob_get_level();
        ob_start();
        try {
            if ($notification->needsCheck) {
                do_action('telaris_for_woocommerce_notification_needs_check', $told);
            } elseif ($notification->state === NotificationStatus::Failed) {
                do_action('telaris_for_woocommerce_notification_failed', $told);
            } elseif ($notification->code === ResultCode::Completed) {
                do_action('telaris_for_woocommerce_order_completed', (int) $notification->orderId, $told);
            }
            if ($notification->state === NotificationStatus::Completed && isset($this->answeredBefore[$notification->id]) && $notification->code !== ResultCode::PutBack) {
                do_action(self::HOOK_MENDED, $notification->id);
            }
        } finally {
            while (ob_get_level() > $level && ob_end_clean()) {
                continue;
            }
        }
    }
}
