<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** The invoice that Telaris made. */
final class Invoice
{
    public function __construct(
        public readonly string $number,
        public readonly ?string $date = null,
        public readonly string $kind = 'invoice',
        public readonly ?string $total = null,
        public readonly ?string $currency = null,
    ) {
    }

    public function isCreditNote(): bool
    {
        return $this->kind === 'credit_note';
    }

    /** @return array{number: string, date: ?string, kind: string, total: ?string, currency: ?string} */
    public function toArray(): array
    {
        return [
            'number' => $this->number,
            'date' => $this->date,
            'kind' => $this->kind,
            'total' => $this->total,
            'currency' => $this->currency,
        ];
    }
}
