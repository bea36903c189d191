<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** The invoices of a period, as Telaris has them. */
final class InvoiceList
{
    /**
     * @param string $from First day of the period, YYYY-MM-DD.
     * @param string $to Its last day.
     * @param list<Message> $invoices Each with its invoice and its Telaris order.
     */
    public function __construct(
        public readonly string $from,
        public readonly string $to,
        public readonly array $invoices,
    ) {
    }

    /** @return list<string> */
    public function numbers(): array
    {
        return array_values(array_unique(array_map(static fn (Message $message): string => (string) $message->invoice?->number, $this->invoices)));
    }

    /** @return non-empty-list<string> Whose Telaris orders they are, and none. */
    public function companies(): array
    {
        return array_values(array_unique(['', ...array_map(static fn (Message $message): string => (string) $message->company, $this->invoices)]));
    }

    /** @return list<string> */
    public function telarisOrders(): array
    {
        return array_values(array_unique(array_map(static fn (Message $message): string => (string) $message->telarisOrder, $this->invoices)));
    }
}
