<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** A call of Telaris that was refused and is no row of the history: what of it could be read, without anything about a customer. */
final class RefusedCall
{
    private const ID = '/\A[A-Za-z0-9._:-]{1,191}\z/';
    private const NUMBER = '~\A(?=.*\d)[A-Za-z0-9._:/#-]{1,64}\z~';
    private const MOST_TEXT = 300;

    /**
     * @param string $webhookId Empty where there was none that could be read.
     * @param string $message What was answered.
     * @param string|null $from Range of addresses, where nothing else is known of the caller.
     */
    public function __construct(
        public readonly string $code,
        public readonly string $message,
        public readonly string $webhookId = '',
        public readonly ?string $type = null,
        public readonly ?string $telarisOrder = null,
        public readonly ?string $integrationReference = null,
        public readonly ?string $orderNumber = null,
        public readonly ?string $invoiceNumber = null,
        public readonly int $times = 1,
        public readonly int $at = 0,
        public readonly ?string $from = null,
    ) {
    }

    /**
     * @param array<string, mixed> $answer Schema Answer.
     * @param array<mixed> $body As it came, so anything may be in it.
     */
    public static function of(array $answer, array $body): self
    {
        $data = is_array($body['data'] ?? null) ? $body['data'] : [];
        $invoice = is_array($data['invoice'] ?? null) ? $data['invoice'] : [];
        $type = $body['type'] ?? null;
        return new self(
            self::text($answer['code'] ?? ''),
            mb_substr(implode(' ', self::messages($answer)), 0, self::MOST_TEXT),
            preg_match(self::ID, self::text($answer['id'] ?? '')) === 1 ? self::text($answer['id']) : '',
            is_string($type) && preg_match('/\A[A-Za-z0-9._-]{1,64}\z/', $type) === 1 ? $type : null,
            self::number($data['telaris_order'] ?? null),
            self::number($data['integration_reference'] ?? null),
            self::number($data['order_number'] ?? null),
            self::number($invoice['number'] ?? null)
        );
    }

    /**
     * @param array<string, mixed> $answer
     * @return list<string>
     */
    private static function messages(array $answer): array
    {
        $data = is_array($answer['data'] ?? null) ? $answer['data'] : [];
        $errors = is_array($data['errors'] ?? null) ? array_column($data['errors'], 'message') : [];
        return array_map(self::text(...), $errors === [] ? [$answer['message'] ?? ''] : array_values($errors));
    }

    /** A field may have anything in it, a name for instance: only what looks like a number is kept. */
    private static function number(mixed $value): ?string
    {
        $text = is_int($value) || is_string($value) ? trim((string) $value) : '';
        return preg_match(self::NUMBER, $text) === 1 ? $text : null;
    }

    private static function text(mixed $value): string
    {
        return is_string($value) ? $value : '';
    }
}
