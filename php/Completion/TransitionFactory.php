<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;

defined('ABSPATH') || exit;

/** Makes the transition of one order: each has a state of its own. */
final class TransitionFactory
{
    public function __construct(
        private readonly CompletionRecordRepository $completionRecords,
        private readonly CompletedOrderEmail $email,
        private readonly CallerIdentifier $callerIdentifier,
    ) {
    }

    public function make(OrderLease $lease, ?string $invoiceNumber, int $completions): CompletedTransition
    {
        return new CompletedTransition($lease, $invoiceNumber, $completions, $this->completionRecords, $this->email, $this->callerIdentifier);
    }
}
