<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Order;

defined('ABSPATH') || exit;

/** What we know of an order from having completed it. */
final class OrderRecord
{
    public function __construct(
        public readonly ?string $invoiceNumber,
        public readonly bool $completedByUs,
    ) {
    }
}
