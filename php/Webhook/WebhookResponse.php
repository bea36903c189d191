<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\Text\WebhookAnswer;

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
        return WebhookAnswer::make(
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
        $warnings = ResultText::warnings($params);
        return WebhookAnswer::make($webhookId, $code->httpStatus(), $code->value, $sentence, $code->isRetryable(), $state, $notificationId)
            + ($warnings === [] ? [] : ['warnings' => $warnings]);
    }

    /**
     * A refusal that did not come from the controller, such as WordPress's or WooCommerce's own, in the same form.
     *
     * @param array<mixed> $error WordPress's error as a response has it: code, message and data.
     * @return array<string, mixed> Schema Answer.
     */
    public static function refusal(string $webhookId, int $status, array $error): array
    {
        $data = is_array($error['data'] ?? null) ? $error['data'] : [];
        $code = is_string($error['code'] ?? null) ? $error['code'] : '';
        $message = is_string($error['message'] ?? null) ? $error['message'] : '';
        $retryable = is_bool($data['retryable'] ?? null) ? $data['retryable'] : $status >= 500;
        $answer = WebhookAnswer::make($webhookId, $status, $code, $message, $retryable);
        return ['data' => array_filter($data, 'is_string', ARRAY_FILTER_USE_KEY) + ['status' => $status, 'retryable' => $retryable]] + $answer;
    }
}
