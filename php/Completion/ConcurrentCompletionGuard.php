<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;

defined('ABSPATH') || exit;

/**
 * Somebody else completes an order: a person in wp-admin, or a client of WooCommerce's own API. Where the
 * order's Completed hooks run at that moment, or have just run for the same completion, they must not run a second time.
 */
final class ConcurrentCompletionGuard
{
    public function __construct(
        private readonly CompletionRecordRepository $completionRecords,
        private readonly Logger $logger,
    ) {
    }

    /** @throws TransitionStopped */
    public function beforeHooks(int $orderId): void
    {
        try {
            $isFree = $this->completionRecords->claimHooksForOthers($orderId);
        } catch (DatabaseError $error) {
            // WooCommerce goes on as without the plugin.
            $this->logger->error('A completion by somebody else could not be noted.', ['order_id' => $orderId, 'error' => $error->getMessage()]);
            return;
        }
        if (! $isFree) {
            // WooCommerce writes this into the order's notes.
            throw new TransitionStopped(esc_html__('This order was completed at the same moment by somebody else. Nothing was done twice.', 'telaris-for-woocommerce'));
        }
    }
}
