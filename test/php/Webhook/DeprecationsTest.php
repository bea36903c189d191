<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Services;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Webhook\Deprecations;
use TelarisForWooCommerce\Webhook\RestRequestHooks;
use TelarisForWooCommerce\Webhook\Schemas;
use WP_REST_Request;
use WP_REST_Response;

final class DeprecationsTest extends TestCase
{
    private const NOTIFICATIONS = '/wc-telaris/v1/notifications';

    /** @return array<string, array{string, string, mixed, array<string, string>}> Method, route, body, headers. */
    public static function calls(): array
    {
        $field = ['Deprecation' => '@1798761600', 'Sunset' => 'Sat, 01 Jan 2028 00:00:00 GMT'];
        $route = ['Deprecation' => '@1801440000', 'Sunset' => 'Tue, 01 Feb 2028 00:00:00 GMT'];
        return [
            'a field' => ['POST', self::NOTIFICATIONS, ['data' => ['order_number' => '1']], $field],
            'a field in an object' => ['POST', self::NOTIFICATIONS, ['data' => ['invoice' => ['kind' => 'invoice']]], $field],
            'a field of one of a batch' => ['POST', self::NOTIFICATIONS . '/batch', ['notifications' => [[], ['data' => ['order_number' => null]]]], $field],
            'other fields' => ['POST', self::NOTIFICATIONS, ['data' => ['telaris_order' => '1', 'invoice' => ['number' => '1']]], []],
            'no message' => ['POST', self::NOTIFICATIONS, 'x', []],
            'a route' => ['GET', self::NOTIFICATIONS . '/by-id/msg_1', null, $route],
            'the same by another method' => ['POST', self::NOTIFICATIONS . '/by-id/msg_1', null, []],
            'a longer route' => ['GET', self::NOTIFICATIONS . '/by-id/msg_1/more', null, []],
        ];
    }

    /** @param array<string, string> $headers */
    #[DataProvider('calls')]
    public function testWhatIsUsedAndIsToGoIsSaidInHeaders(string $method, string $route, mixed $body, array $headers): void
    {
        $file = (string) tempnam(sys_get_temp_dir(), 'schemas');
        try {
            file_put_contents($file, '<?php return ' . var_export(self::document(), true) . ';');
            $request = new WP_REST_Request($method, $route);
            $request->set_body((string) json_encode($body));
            self::assertSame($headers, (new Deprecations(new Schemas($file)))->headers($request));

            // And on the answer, whichever way it is served.
            $services = new Services($GLOBALS['wpdb'], WP_PLUGIN_DIR . '/telaris-for-woocommerce/telaris-for-woocommerce.php', '1.2.3');
            $hooks = new RestRequestHooks($services->webhookAuthenticator(), $services->outputGuard(), new Deprecations(new Schemas($file)));
            $response = $hooks->shape(new WP_REST_Response([]), rest_get_server(), $request);
            self::assertSame($headers, array_intersect_key($response->get_headers(), ['Deprecation' => 1, 'Sunset' => 1]));
        } finally {
            unlink($file);
        }
    }

    public function testNothingIsDeprecatedToday(): void
    {
        $services = new Services($GLOBALS['wpdb'], WP_PLUGIN_DIR . '/telaris-for-woocommerce/telaris-for-woocommerce.php', '1.2.3');
        self::assertSame([], $services->schemas()->deprecated());
        self::assertFalse($services->schemas()->hasDeprecatedFields());
    }

    /** @return array<string, mixed> As the build makes it of openapi.json. */
    private static function document(): array
    {
        $gone = ['deprecated' => true, 'x-deprecated-at' => '2027-01-01', 'x-sunset' => '2028-01-01'];
        $invoice = ['properties' => ['number' => [], 'kind' => $gone]];
        return [
            'schemas' => ['Message' => ['properties' => ['data' => ['anyOf' => [
                ['properties' => ['telaris_order' => [], 'order_number' => $gone, 'invoice' => ['anyOf' => [$invoice, ['type' => 'null']]]]],
                ['properties' => ['webhook_ids' => []]],
            ]]]]],
            'deprecated' => [['method' => 'GET', 'route' => '~/notifications/by-id/[^/]+$~', 'at' => '2027-02-01', 'sunset' => '2028-02-01']],
            'hasDeprecatedFields' => true,
        ];
    }
}
