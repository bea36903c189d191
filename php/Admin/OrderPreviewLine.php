<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Storage\OrderSyncQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\OrderSyncText;
use WC_Order;

defined('ABSPATH') || exit;

/** One line in WooCommerce's preview of an order. */
final class OrderPreviewLine
{
    public function __construct(
        private readonly OrderSyncQuery $orderSync,
        private readonly OrderSyncText $text,
        private readonly Logger $logger,
    ) {
    }

    /**
     * @param array<mixed> $details
     * @return array<mixed>
     */
    public function add(array $details, mixed $order): array
    {
        if (! $order instanceof WC_Order || ! current_user_can(Permissions::READ)) {
            return $details;
        }
        try {
            $sync = $this->orderSync->of([$order->get_id() => $order->get_status()])[$order->get_id()] ?? null;
        } catch (DatabaseError $error) {
            $this->logger->error('The line of the order preview was left out.', ['error' => $error->getMessage()]);
            return $details;
        }
        return $sync === null ? $details : $details + ['telaris' => $this->text->line($sync)];
    }

    /** The template is filled in by the browser, which escapes the text. */
    public function show(): void
    {
        printf(
            '<# if ( data.telaris ) { #><p class="telaris-order-preview" style="padding:0 1.5em;margin:1.5em 0 0"><strong>%s</strong> {{ data.telaris }}</p><# } #>',
            esc_html__('Telaris:', 'telaris-for-woocommerce')
        );
    }
}
