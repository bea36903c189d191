<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use InvalidArgumentException;
use TelarisForWooCommerce\Connection\AuthFailure;

defined('ABSPATH') || exit;

/** A body that breaks the contract. Its message is the code; the faults are data, put into the answer by whoever catches it. */
final class InvalidPayload extends InvalidArgumentException
{
    /**
     * @param non-empty-list<array{field: string, message: string}> $errors
     * @param 'invalid_payload'|'unknown_type'|'timestamp_invalid'|'body_lost'|'payload_too_large' $reason The code that is answered.
     */
    public function __construct(public readonly array $errors, public readonly string $reason = 'invalid_payload')
    {
        parent::__construct($reason);
    }

    public static function bodyLost(): self
    {
        return new self([['field' => 'body', 'message' => AuthFailure::BodyLost->message()]], 'body_lost');
    }

    public static function tooLarge(): self
    {
        return new self([['field' => 'body', 'message' => __('The body is larger than 1 MiB.', 'telaris-for-woocommerce')]], 'payload_too_large');
    }

    public function status(): int
    {
        return $this->reason === 'payload_too_large' ? 413 : 400;
    }

    /** @throws self */
    public static function refuse(string $field, string $message): never
    {
        self::refuseAll([['field' => $field, 'message' => $message]]);
    }

    /**
     * @param non-empty-list<array{field: string, message: string}> $errors
     * @param 'invalid_payload'|'unknown_type'|'timestamp_invalid' $reason The code that is answered.
     * @throws self
     */
    public static function refuseAll(array $errors, string $reason = 'invalid_payload'): never
    {
        $refusal = new self($errors, $reason);
        throw $refusal;
    }

    public static function because(string $field, string $message): self
    {
        return new self([['field' => $field, 'message' => $message]]);
    }
}
