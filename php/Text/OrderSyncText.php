<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Text;

use TelarisForWooCommerce\Domain\OrderSync;
use TelarisForWooCommerce\Domain\OrderSyncState;

defined('ABSPATH') || exit;

/** How an order stands with Telaris, in a few words. */
final class OrderSyncText
{
    public function __construct(private readonly ResultText $resultText)
    {
    }

    public function state(OrderSyncState $state): string
    {
        return match ($state) {
            OrderSyncState::Failed => __('Failed', 'telaris-for-woocommerce'),
            OrderSyncState::Pending => __('Being worked on', 'telaris-for-woocommerce'),
            OrderSyncState::Invoiced => __('Invoiced', 'telaris-for-woocommerce'),
            OrderSyncState::Awaiting => __('Awaiting invoice', 'telaris-for-woocommerce'),
            OrderSyncState::Linked => __('Linked', 'telaris-for-woocommerce'),
            OrderSyncState::NotLinked => __('Not linked', 'telaris-for-woocommerce'),
        };
    }

    /** As the column of the orders list says it: why it failed, or which invoice. */
    public function short(OrderSync $sync): string
    {
        return match (true) {
            $sync->category !== null => $this->resultText->heading($sync->category),
            $sync->state === OrderSyncState::Invoiced && $sync->invoiceNumber !== null =>
                /* translators: %s: invoice number. */
                sprintf(__('Invoice %s', 'telaris-for-woocommerce'), $sync->invoiceNumber),
            default => $this->state($sync->state),
        };
    }

    /** The same in one line, with Telaris's order number. */
    public function line(OrderSync $sync): string
    {
        $said = $sync->state !== OrderSyncState::Failed
            ? $this->short($sync)
            /* translators: 1: "Failed", 2: why, such as "Link missing". */
            : sprintf(__('%1$s: %2$s', 'telaris-for-woocommerce'), $this->state($sync->state), $this->short($sync));
        return $sync->telarisOrder === null
            ? $said
            /* translators: 1: how an order stands, such as "Awaiting invoice", 2: Telaris's order number. */
            : sprintf(__('%1$s (Telaris order %2$s)', 'telaris-for-woocommerce'), $said, $sync->telarisOrder->name());
    }
}
