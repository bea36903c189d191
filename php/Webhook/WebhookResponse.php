<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Text\ResultText;

defined('ABSPATH') || exit;

/** What Telaris is answered about one message. */
final class WebhookResponse
{
    public function __construct(private readonly ResultText $resultText)
    {
    }

    /** @return array<string, mixed> Schema Answer, for a message that the shop works on by itself. */
    public static function accepted(Notification $notification): array
    {
        return self::answer(
            $notification->message->webhookId,
            202,
            'accepted',
            __('Received. The shop works on it by itself now.', 'telaris-for-woocommerce'),
            false,
            $notification->state->value,
            $notification->id
        );
    }

    /** @return array<string, mixed> Schema Answer. */
    public function of(Notification $notification): array
    {
        return $this->about($notification->message->webhookId, $notification->code, $notification->params, $notification->state->value, $notification->id);
    }

    /** @return array<string, mixed> Schema Answer, for a message that is not a row of the history. */
    public function unrecorded(string $webhookId, Outcome $outcome): array
    {
        return $this->about($webhookId, $outcome->code, $outcome->params);
    }

    /**
     * @param array<string, string> $params
     * @return array<string, mixed>
     */
    private function about(string $webhookId, ResultCode $code, array $params, ?string $state = null, ?int $notificationId = null): array
    {
        $sentence = $this->resultText->sentence($code, $params);
        return self::answer($webhookId, $code->httpStatus(), $code->value, $sentence, $code->isRetryable(), $state, $notificationId);
    }

    /**
     * A refusal carries WordPress's error `data` as well, so that either habit of reading it works.
     *
     * @return array<string, mixed> Schema Answer.
     */
    public static function answer(
        string $webhookId,
        int $status,
        string $code,
        string $message,
        bool $retryable,
        ?string $state = null,
        ?int $notificationId = null
    ): array {
        $answer = [
            'id' => $webhookId,
            'status' => $status,
            'code' => $code,
            'state' => $state,
            'notification_id' => $notificationId,
            'message' => $message,
            'retryable' => $retryable,
        ];
        return $status < 400 ? $answer : $answer + ['data' => ['status' => $status, 'retryable' => $retryable]];
    }
}
