<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What we know of an order from having completed it. */
final class CompletionRecord
{
    public function __construct(
        public readonly ?string $invoiceNumber,
        public readonly bool $completedByUs,
    ) {
    }
}
