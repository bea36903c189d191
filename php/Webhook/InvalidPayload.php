<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use InvalidArgumentException;

defined('ABSPATH') || exit;

/** A body that breaks the contract; names each fault. */
final class InvalidPayload extends InvalidArgumentException
{
    /**
     * @param non-empty-list<array{field: string, message: string}> $errors
     * @param 'invalid_payload'|'unknown_type'|'timestamp_invalid' $reason The code that is answered.
     */
    public function __construct(public readonly array $errors, public readonly string $reason = 'invalid_payload')
    {
        parent::__construct($errors[0]['message']);
    }

    public static function because(string $field, string $message): self
    {
        return new self([['field' => $field, 'message' => $message]]);
    }
}
