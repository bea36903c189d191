<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerceApi;

use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\ApiKeys;
use TelarisForWooCommerce\WooCommerce\OrderRequest;
use WC_Order;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * Detects whether a request of WooCommerce's REST API came with the key that the merchant marked as Telaris's.
 *
 * Nothing is intercepted until WooCommerce has accepted that key: other keys, people and routes are not touched.
 */
final class MarkedKeyDetector
{
    private ?int $keyId = null;

    public function __construct(
        private readonly Settings $settings,
        private readonly SiteIdentity $siteIdentity,
        private readonly ApiKeys $keys,
    ) {
    }

    /**
     * Where WooCommerce says which key it accepted; it asks again for requests inside the request.
     *
     * @return bool Whether it is the marked one, and this was not known before.
     */
    public function detect(mixed $keyId): bool
    {
        if ($this->keyId !== null || ! is_numeric($keyId)) {
            return false;
        }
        $this->keyId = (int) $keyId;
        if ($this->keyId === $this->settings->markedKey()) {
            // On a copy, or a shop whose move nobody has confirmed, WooCommerce answers as without the plugin.
            return ! $this->siteIdentity->isMoved();
        }
        add_action('woocommerce_rest_insert_shop_order_object', $this->offer(...), 10, 2);
        return false;
    }

    /**
     * Notes which key completes orders without being marked: it may be Telaris's.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function offer(WC_Order $order, WP_REST_Request $request): void
    {
        if ($this->keyId !== null && $order->get_status() === 'completed' && OrderRequest::isCompleted($request['status']) && OrderRequest::isAboutOrders($request)) {
            $this->keys->offer($this->keyId);
        }
    }
}
