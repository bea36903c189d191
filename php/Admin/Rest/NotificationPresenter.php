<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Domain\Attempt;
use TelarisForWooCommerce\Domain\Delivery;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Support\UtcTime;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\Webhook\WebhookResponse;
use WC_Order;

defined('ABSPATH') || exit;

/** The history as openapi.json has it, in the words of the reader's language. */
final class NotificationPresenter
{
    public function __construct(
        private readonly ResultText $resultText,
        private readonly AttemptRepository $attempts,
        private readonly DeliveryRepository $deliveries,
        private readonly EmailOutbox $outbox,
        private readonly WebhookResponse $webhookResponse,
    ) {
    }

    /** @return array<string, mixed> Schema Notification. */
    public function notification(Notification $notification): array
    {
        $message = $notification->message;
        return [
            'id' => $notification->id,
            'webhook_id' => $message->webhookId,
            'type' => $message->type->value,
            'state' => $notification->state->value,
            'result' => $this->result(
                $notification->code,
                $notification->params,
                $notification->nextAttemptAt,
                // A person has looked at it.
                $notification->code->needsCheck() && ! $notification->needsCheck ? ResultCategory::Completed : null
            ),
            'order' => $notification->orderId === null ? null : $this->order($notification->orderId, $notification->shopNumber),
            'integration_reference' => $message->integrationReference,
            'order_number' => $message->orderNumber,
            'telaris_order' => $message->telarisOrder,
            'company' => $message->company,
            'invoice' => $message->invoice?->toArray(),
            'attempt_count' => $notification->attempts,
            'received_at' => UtcTime::of($notification->receivedAt),
            'updated_at' => UtcTime::of($notification->updatedAt),
            'next_attempt_at' => $notification->nextAttemptAt === null ? null : UtcTime::of($notification->nextAttemptAt),
            'needs_check' => $notification->needsCheck,
            'can_resend' => $notification->canResend(),
            'can_override' => $notification->canOverride(),
            'can_dismiss' => $notification->canDismiss(),
            'can_retry' => $notification->retries(),
        ];
    }

    /** @return array<string, mixed> Schema NotificationDetail. */
    public function detail(Notification $notification): array
    {
        return $this->notification($notification) + [
            'attempts' => array_map($this->attempt(...), $this->attempts->of($notification->id)),
            'deliveries' => array_map(self::delivery(...), $this->deliveries->of($notification->id)),
            'email' => $this->email($notification),
            'sent' => $notification->message->toArray(),
            'answered' => $this->webhookResponse->of($notification),
        ];
    }

    /** @return array<string, mixed> Schema Delivery. */
    private static function delivery(Delivery $delivery): array
    {
        return [
            'attempt_id' => $delivery->attemptId,
            'replayed' => $delivery->isReplayed,
            'times' => $delivery->times,
            'received_at' => UtcTime::of(intdiv($delivery->receivedMs, 1000)),
            'duration_ms' => $delivery->durationMs,
            'status' => $delivery->status,
            'request' => $delivery->request->toArray(),
            'response' => $delivery->response->toArray(),
        ];
    }

    /** @return array{state: string, reason: ?string, sentence: string}|null What became of the customer's email; null where this one noted none. */
    private function email(Notification $notification): ?array
    {
        $noted = $notification->orderId === null ? null : $this->outbox->of($notification->id, $notification->orderId);
        if ($noted === null) {
            return null;
        }
        [$state, $reason] = $noted;
        return ['state' => $state->value, 'reason' => $reason?->value, 'sentence' => $this->resultText->email($state, $reason)];
    }

    /** @return array<string, mixed> Schema Attempt. */
    private function attempt(Attempt $attempt): array
    {
        $user = $attempt->userId === null ? false : get_userdata($attempt->userId);
        $label = fn (?string $status): ?string => $status === null ? null : $this->resultText->status($status);
        return [
            'id' => $attempt->id,
            'trigger' => $attempt->trigger->value,
            'user' => $user === false ? null : $user->display_name,
            'started_at' => UtcTime::of(intdiv($attempt->startedMs, 1000)),
            'duration_ms' => $attempt->finishedMs === null ? null : $attempt->finishedMs - $attempt->startedMs,
            'status_before' => $attempt->statusBefore,
            'status_after' => $attempt->statusAfter,
            'status_before_label' => $label($attempt->statusBefore),
            'status_after_label' => $label($attempt->statusAfter),
            'result' => $attempt->code === null ? null : $this->result($attempt->code, $attempt->params, null, null),
        ];
    }

    /**
     * @param array<string, string> $params
     * @return array{code: string, heading: string, heading_label: string, sentence: string, what_to_do: string}
     */
    private function result(ResultCode $code, array $params, ?int $nextAttemptAt, ?ResultCategory $heading): array
    {
        $label = $heading === null ? $this->resultText->label($code, $params) : $this->resultText->heading($heading);
        $heading ??= $code->heading();
        return [
            'code' => $code->value,
            'heading' => $heading->value,
            'heading_label' => $label,
            'sentence' => $this->resultText->sentence($code, $params, $nextAttemptAt),
            'what_to_do' => $heading === ResultCategory::Completed ? '' : $this->resultText->whatToDo($code, $params, $nextAttemptAt !== null),
        ];
    }

    /** @return array<string, mixed> Schema OrderSummary. */
    public function order(int $orderId, ?string $number): array
    {
        $order = wc_get_order($orderId);
        if (! $order instanceof WC_Order) {
            return [
                'id' => $orderId,
                'number' => $number ?? (string) $orderId,
                'status' => null,
                'status_label' => null,
                'edit_url' => null,
                'customer' => null,
                'total' => null,
                'amount' => null,
                'currency' => null,
                'exists' => false,
            ];
        }
        $initial = mb_substr($order->get_billing_last_name(), 0, 1);
        $customer = trim($order->get_billing_first_name() . ($initial === '' ? '' : " $initial."));
        return [
            'id' => $orderId,
            'number' => (string) $order->get_order_number(),
            'status' => $order->get_status(),
            'status_label' => $this->resultText->status($order->get_status()),
            'edit_url' => $order->get_edit_order_url(),
            'customer' => $customer === '' ? null : $customer,
            'total' => trim(html_entity_decode(wp_strip_all_tags($order->get_formatted_order_total('', false)), ENT_QUOTES, 'UTF-8')),
            'amount' => number_format((float) $order->get_total(), 2, '.', ''),
            'currency' => $order->get_currency(),
            'exists' => true,
        ];
    }
}
