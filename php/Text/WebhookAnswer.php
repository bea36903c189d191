<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Text;

defined('ABSPATH') || exit;

/** The one form of every answer to Telaris about a message, refusals included: schema Answer of openapi.json. */
final class WebhookAnswer
{
    /** Seconds until the same message may be sent again, by code. */
    private const RETRY_AFTER = ['in_progress' => 30, 'rate_limited' => 300, 'not_attempted' => 1];

    /** Seconds, for every other answer that may be different later. */
    public const RETRY_LATER = 60;

    /**
     * A refusal carries WordPress's error `data` as well, so that either habit of reading it works.
     *
     * @return array<string, mixed> Schema Answer.
     */
    public static function make(
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

    /** @return array<string, mixed> Where the work was cut short, and the same message may succeed later. */
    public static function unavailable(string $webhookId): array
    {
        return self::make($webhookId, 503, 'internal_error', __('The shop could not work on this now. Send the same message again later.', 'telaris-for-woocommerce'), true);
    }

    /** @return int|null Seconds; null where sending it again does not help. */
    private static function retryAfter(string $code, bool $retryable): ?int
    {
        return self::RETRY_AFTER[$code] ?? ($retryable ? self::RETRY_LATER : null);
    }
}
