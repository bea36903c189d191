<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerceApi;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use TelarisForWooCommerce\WooCommerce\OrderRequest;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use Throwable;
use WC_Data_Store;
use WC_Order;
use WP_HTTP_Response;
use WP_REST_Request;
use WP_REST_Server;

defined('ABSPATH') || exit;

/**
 * Telaris as it is today: it may write `PUT /wc/v3/orders/{id}` with a WooCommerce API key. What completes an order
 * with the key that the merchant marked takes the one path, and is answered as WooCommerce would.
 */
final class OrderUpdateInterceptor
{
    /** Seconds that one request waits for others that hold its orders: this API has no answer for "later". */
    private const PATIENCE = 10.0;

    private ?float $patientUntil = null;

    /** @var array<int, array{Notification, WP_REST_Request<array<mixed>>}> By order: taken out of WooCommerce's hands, and not yet done. */
    private array $taken = [];

    /** @var array<int, string> By order: the status before WooCommerce was asked to take it as paid. */
    private array $unpaid = [];

    public function __construct(
        private readonly Settings $settings,
        private readonly InterceptedUpdateRecorder $recorder,
        private readonly OrderCompleter $completion,
        private readonly OrderStatusReader $statusReader,
        private readonly OrderLoader $orderLoader,
        private readonly ApiContactRecorder $contactRecorder,
        private readonly ResponseFinisher $responseFinisher,
        private readonly Logger $logger,
    ) {
    }

    /** From here on to the end of the request: called once WooCommerce has accepted the marked key. */
    public function listen(): void
    {
        add_filter('woocommerce_rest_pre_insert_shop_order_object', $this->take(...), PHP_INT_MAX, 3);
        add_action('woocommerce_rest_insert_shop_order_object', $this->complete(...), PHP_INT_MIN, 3);
        add_filter('rest_post_dispatch', $this->conclude(...), 10, 3);
    }

    /**
     * Takes Completed out of the request. What else is in it, WooCommerce saves.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function take(mixed $order, WP_REST_Request $request, bool $creating): mixed
    {
        if (! $order instanceof WC_Order || $creating || ! OrderRequest::isAboutOrders($request)) {
            return $order;
        }
        if (! OrderRequest::isCompleted($request['status'])) {
            $this->unpaid[$order->get_id()] = $order->get_status();
            return $order;
        }
        try {
            if (! $this->statusReader->isCompleted($order->get_id())) {
                $this->taken[$order->get_id()] = [$this->recorder->record($order->get_id()), $request];
            }
            // It will be Completed anyway: WooCommerce must not set it to paid before.
            unset($request['status'], $request['set_paid']);
        } catch (DatabaseError $error) {
            // Then WooCommerce does it, as without the plugin.
            $this->logger->error('A request of the marked key could not be recorded.', ['order_id' => $order->get_id(), 'error' => $error->getMessage()]);
        }
        return $order;
    }

    /**
     * Completes what was taken, and shows the order as it is now to WooCommerce, which answers with it.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function complete(WC_Order $order, WP_REST_Request $request, bool $creating): void
    {
        if (! OrderRequest::isAboutOrders($request)) {
            return;
        }
        $orderId = $order->get_id();
        $taken = $this->taken[$orderId] ?? null;
        $before = $this->unpaid[$orderId] ?? null;
        unset($this->taken[$orderId], $this->unpaid[$orderId]);
        try {
            if ($taken !== null) {
                $this->responseFinisher->plan();
                $this->completion->apply($taken[0], AttemptTrigger::CoreApi, $this->options());
                $request->set_param('status', 'completed');
                $this->readAgain($order);
            } elseif ($order->get_status() === 'completed' && ($creating || ($before !== null && $before !== 'completed'))) {
                $this->recorder->completed($orderId, $before, (string) $order->get_order_number());
            }
        } catch (Throwable $error) {
            // What was recorded is picked up again; WooCommerce answers with the order as it is.
            $this->logger->error('A request of the marked key was cut off.', ['order_id' => $orderId, 'error' => $error->getMessage()]);
        }
    }

    /**
     * Records what WooCommerce refused, and that Telaris called and which orders it read.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function conclude(WP_HTTP_Response $response, WP_REST_Server $server, WP_REST_Request $request): WP_HTTP_Response
    {
        if (! OrderRequest::isAboutOrders($request)) {
            OrderRequest::isOfOtherVersion($request) && $this->contactRecorder->passedBy();
            return $response;
        }
        try {
            foreach ($this->taken as [, $refused]) {
                $refused->set_param('status', 'completed');
            }
            foreach (array_filter(OrderRequest::errors($request, $response->get_data())) as $orderId => $error) {
                $this->recorder->refused($orderId, $error, $this->taken[$orderId][0] ?? null);
            }
            $this->taken = [];
            $this->contactRecorder->record(OrderRequest::read($request, $response->get_data()));
        } catch (DatabaseError $error) {
            $this->logger->error('A request of the marked key could not be recorded.', ['error' => $error->getMessage()]);
        }
        return $response;
    }

    /** Past every cache, into the object that WooCommerce answers with. */
    private function readAgain(WC_Order $order): void
    {
        $this->orderLoader->purge($order->get_id());
        $store = $order->get_data_store();
        if ($store instanceof WC_Data_Store) {
            $store->read($order);
        }
    }

    private function options(): AttemptOptions
    {
        $this->patientUntil ??= microtime(true) + self::PATIENCE;
        $asWooCommerce = ! $this->settings->protectsCoreApi();
        return new AttemptOptions(observe: $asWooCommerce, patience: max(0.0, $this->patientUntil - microtime(true)), repeat: $asWooCommerce);
    }
}
