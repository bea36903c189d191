<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What Telaris asks about: messages and orders by their numbers. */
final class StatusQuestion
{
    /**
     * @param list<string> $webhookIds
     * @param list<string> $telarisOrders
     * @param list<int> $orderIds Of WooCommerce.
     * @param string $company Whose Telaris orders; empty where nobody says it.
     */
    public function __construct(
        public readonly array $webhookIds = [],
        public readonly array $telarisOrders = [],
        public readonly array $orderIds = [],
        public readonly string $company = '',
    ) {
    }

    public function count(): int
    {
        return count($this->webhookIds) + count($this->telarisOrders) + count($this->orderIds);
    }
}
