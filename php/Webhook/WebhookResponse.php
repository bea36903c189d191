<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\OutputGuard;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Text\ResultText;

defined('ABSPATH') || exit;

/** What Telaris is answered about one message. */
final class WebhookResponse
{
    /** Seconds until the same message may be sent again, by code. */
    private const RETRY_AFTER = ['in_progress' => 30, 'rate_limited' => 300, 'not_attempted' => 1];
    private const RETRY_LATER = OutputGuard::RETRY_AFTER;

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
        $warnings = ResultText::warnings($params);
        return self::answer($webhookId, $code->httpStatus(), $code->value, $sentence, $code->isRetryable(), $state, $notificationId)
            + ($warnings === [] ? [] : ['warnings' => $warnings]);
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
            'retry_after' => self::retryAfter($code, $retryable),
        ];
        return $status < 400 ? $answer : $answer + ['data' => ['status' => $status, 'retryable' => $retryable]];
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
        $answer = self::answer($webhookId, $status, $code, $message, $retryable);
        return ['data' => array_filter($data, 'is_string', ARRAY_FILTER_USE_KEY) + ['status' => $status, 'retryable' => $retryable]] + $answer;
    }

    /** @return int|null Seconds; null where sending it again does not help. */
    private static function retryAfter(string $code, bool $retryable): ?int
    {
        return self::RETRY_AFTER[$code] ?? ($retryable ? self::RETRY_LATER : null);
    }
}
