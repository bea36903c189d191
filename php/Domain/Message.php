<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** One message of Telaris, checked: the fields of the contract and nothing else, so that no customer data gets into the log. */
final class Message
{
    /**
     * @param string|null $telarisOrder Null where Telaris wrote through WooCommerce's own API, which has no place for it.
     * @param string|null $company Which company in Telaris has it; null where it does not say.
     */
    public function __construct(
        public readonly string $webhookId,
        public readonly MessageType $type,
        public readonly ?string $timestamp = null,
        public readonly ?string $telarisOrder = null,
        public readonly ?string $integrationReference = null,
        public readonly ?string $orderNumber = null,
        public readonly ?Invoice $invoice = null,
        public readonly ?string $company = null,
    ) {
    }

    /** @return TelarisOrder|null Null where it names none. */
    public function orderInTelaris(): ?TelarisOrder
    {
        return $this->telarisOrder === null ? null : new TelarisOrder($this->telarisOrder, (string) $this->company);
    }

    public function completesOrder(): bool
    {
        return $this->ignoredAs() === null;
    }

    /** Why it changes nothing; null where it completes an order. */
    public function ignoredAs(): ?ResultCode
    {
        $ignoredAs = $this->type->ignoredAs();
        return $ignoredAs === null && $this->invoice?->isCreditNote() === true ? ResultCode::CreditNote : $ignoredAs;
    }

    /**
     * From a checked body, or from what toArray() gave.
     *
     * @param array<string, mixed> $body
     */
    public static function fromArray(string $webhookId, array $body): self
    {
        $data = is_array($body['data'] ?? null) ? $body['data'] : [];
        $invoice = is_array($data['invoice'] ?? null) ? $data['invoice'] : null;

        return new self(
            $webhookId,
            // Before there was a list any type was recorded, and changed nothing.
            MessageType::tryFrom(self::text($body, 'type') ?? '') ?? MessageType::StatusChanged,
            self::text($body, 'timestamp'),
            self::text($data, 'telaris_order'),
            self::text($data, 'integration_reference'),
            self::text($data, 'order_number'),
            $invoice === null ? null : new Invoice(
                self::text($invoice, 'number') ?? '',
                self::text($invoice, 'date'),
                self::text($invoice, 'kind') ?? 'invoice',
                self::text($invoice, 'total'),
                self::text($invoice, 'currency'),
            ),
            self::text($data, 'company'),
        );
    }

    /**
     * As the contract has it.
     *
     * @return array{type: string, timestamp?: string, data?: array<string, mixed>}
     */
    public function toArray(): array
    {
        $body = ['type' => $this->type->value];
        if ($this->timestamp !== null) {
            $body['timestamp'] = $this->timestamp;
        }
        $data = [
            'integration_reference' => $this->integrationReference,
            'order_number' => $this->orderNumber,
            'telaris_order' => $this->telarisOrder,
            'company' => $this->company,
            'invoice' => $this->invoice?->toArray(),
        ];
        $data = array_filter($data, static fn (mixed $value): bool => $value !== null);
        return $data === [] ? $body : $body + ['data' => $data];
    }

    /** @param array<mixed> $from */
    private static function text(array $from, string $key): ?string
    {
        $value = $from[$key] ?? null;
        return is_scalar($value) ? (string) $value : null;
    }
}
