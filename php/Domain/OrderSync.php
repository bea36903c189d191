<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** An order's state with Telaris, and what belongs to it. */
final class OrderSync
{
    /** @param ResultCategory|null $category Why it failed, or that it is held back; null otherwise. */
    public function __construct(
        public readonly OrderSyncState $state,
        public readonly ?TelarisOrder $telarisOrder = null,
        public readonly ?string $invoiceNumber = null,
        public readonly ?ResultCategory $category = null,
    ) {
    }
}
