<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\WooCommerce;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Connection\ContactHealth;
use TelarisForWooCommerce\Services;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\OrderRequest;
use WP_REST_Request;
use WP_REST_Response;

final class OrderRequestTest extends TestCase
{
    /** @return array<string, array{string, string, array<string, mixed>, bool}> */
    public static function requests(): array
    {
        $completed = ['status' => 'completed'];
        return [
            'v1' => ['PUT', '/wc/v1/orders/5', $completed, true],
            'v4' => ['PUT', '/wc/v4/orders/5', ['status' => 'wc-completed'], true],
            'a batch of v1' => ['POST', '/wc/v1/orders/batch', ['update' => [['id' => 1], $completed + ['id' => 2]]], true],
            'another status' => ['PUT', '/wc/v1/orders/5', ['status' => 'processing'], false],
            'v3' => ['PUT', '/wc/v3/orders/5', $completed, false],
            'v2' => ['PUT', '/wc/v2/orders/5', $completed, false],
            'read' => ['GET', '/wc/v1/orders', $completed, false],
            'notes' => ['POST', '/wc/v1/orders/5/notes', $completed, false],
            'Stripe' => ['POST', '/wc/v33/x', $completed, false],
        ];
    }

    /** @param array<string, mixed> $params */
    #[DataProvider('requests')]
    public function testOrdersOfOtherVersionsAreKnown(string $method, string $route, array $params, bool $is): void
    {
        self::assertSame($is, OrderRequest::isOfOtherVersion(self::request($method, $route, $params)));
    }

    public function testWhatTheMarkedKeyCompletesPastThePluginIsSaid(): void
    {
        global $wpdb;
        $services = new Services($wpdb, '', '1.2.3');
        $services->orderUpdateInterceptor()->listen();
        $server = rest_get_server();
        $counters = new Counters($this->database);

        apply_filters('rest_post_dispatch', new WP_REST_Response([]), $server, self::request('GET', '/wc/v1/orders', []));
        self::assertSame(0, $counters->get(ContactHealth::PASSED_BY));
        apply_filters('rest_post_dispatch', new WP_REST_Response([]), $server, self::request('PUT', '/wc/v1/orders/5', ['status' => 'completed']));
        self::assertEqualsWithDelta(time(), $counters->get(ContactHealth::PASSED_BY), 5);
        $said = array_column($services->connectionHealth()->problems(), 'sentence', 'code')['core_api_version'] ?? '';
        // Whether WooCommerce did it depends on the version and on where it keeps its orders.
        self::assertStringContainsString('asks for Completed', $said);
        self::assertStringContainsString('WooCommerce may refuse that', $said);
        $counters->set(ContactHealth::PASSED_BY, time() - 8 * 86400);
        self::assertNotContains('core_api_version', array_column($services->connectionHealth()->problems(), 'code'));
    }

    /** @param array<string, mixed> $params */
    private static function request(string $method, string $route, array $params): WP_REST_Request
    {
        $request = new WP_REST_Request($method, $route);
        $request->set_query_params($params);
        return $request;
    }
}
