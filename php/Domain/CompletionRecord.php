<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What we know of an order from what was done to it before. */
final class CompletionRecord
{
    public function __construct(
        public readonly ?string $invoiceNumber,
        public readonly bool $completedByUs,
        public readonly bool $linkedByHand = false,
    ) {
    }
}
