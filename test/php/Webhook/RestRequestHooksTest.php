<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Connection\AuthFailureRateLimiter;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

final class RestRequestHooksTest extends TestCase
{
    private Telaris $telaris;

    protected function setUp(): void
    {
        parent::setUp();
        $_SERVER['HTTPS'] = 'on';
        $this->telaris = Telaris::ofBootedPlugin($this->database);
        unset($_SERVER['REQUEST_URI'], $_SERVER['REQUEST_METHOD'], $_SERVER['HTTP_WEBHOOK_SIGNATURE']);
        $_SERVER['REMOTE_ADDR'] = '192.0.2.7';
    }

    protected function tearDown(): void
    {
        unset($_SERVER['HTTPS']);
        parent::tearDown();
    }

    public function testASignedPingIsAnswered(): void
    {
        $response = $this->telaris->sends(['type' => 'ping']);

        self::assertSame(200, $response->get_status());
        self::assertSame('pong', $response->get_data()['code']);
        self::assertSame('1.2.3', $response->get_data()['pong']['versions']['plugin']);
        self::assertSame('no-store', $response->get_headers()['Cache-Control']);
        self::assertArrayNotHasKey('Retry-After', $response->get_headers());
    }

    /** @return array<string, array{string, string, bool}> Address, `rest_route`, ours. */
    public static function addresses(): array
    {
        return [
            'pretty' => ['/wp-json/wc-telaris/v1/notifications', '', true],
            'pretty, below a folder' => ['/shop/wp-json/wc-telaris/v1/notifications?x=1', '', true],
            'plain' => ['/?rest_route=/wc-telaris/v1/notifications', '/wc-telaris/v1/notifications', true],
            'plain, with index.php' => ['/index.php?rest_route=/wc-telaris/v1/health', '/wc-telaris/v1/health', true],
            'another version of ours' => ['/wp-json/wc-telaris/v10/notifications', '', false],
            'another plug-in' => ['/wp-json/acme/v1/notifications', '', false],
            'another plug-in, plain' => ['/?rest_route=/acme/v1', '/acme/v1', false],
            'a page that names us' => ['/blog/?about=/wp-json/wc-telaris/v1/notifications', '', false],
            'another route in `rest_route`' => ['/wp-json/wc-telaris/v1/notifications', '/wp/v2/users', false],
            'nothing' => ['', '', false],
        ];
    }

    #[DataProvider('addresses')]
    public function testWooCommercesKeysAreAcceptedOnlyOnOurRoutes(string $uri, string $route, bool $ours): void
    {
        $_SERVER['REQUEST_URI'] = $uri;
        if ($route !== '') {
            $_GET['rest_route'] = $route;
        }
        self::assertSame($ours, apply_filters('woocommerce_rest_is_request_to_rest_api', false));
        self::assertTrue(apply_filters('woocommerce_rest_is_request_to_rest_api', true), 'What WooCommerce accepts stays accepted.');
    }

    public function testTheKeyThatWooCommerceAcceptedIsAccepted(): void
    {
        Person::signIn('edit_others_shop_orders');
        $request = $this->unsigned('{"type":"ping"}');
        self::assertSame('forbidden', Telaris::dispatch($request)->get_data()['code']);

        self::assertFalse(apply_filters('woocommerce_disable_rest_api_access_log', false, 3));
        self::assertTrue(apply_filters('woocommerce_disable_rest_api_access_log', true, 3), 'Whether WooCommerce logs is none of our business.');
        self::assertSame('pong', Telaris::dispatch($this->unsigned('{"type":"ping"}'))->get_data()['code']);
    }

    /** @return array<string, array{string, string, bool, bool}> Route, method, signed, let through. */
    public static function protectedCalls(): array
    {
        return [
            'a signed call' => ['/wc-telaris/v1/notifications', 'POST', true, true],
            'with a slash at its end' => ['/wc-telaris/v1/notifications/', 'POST', true, true],
            'unsigned' => ['/wc-telaris/v1/notifications', 'POST', false, false],
            'reading' => ['/wc-telaris/v1/notifications', 'GET', true, false],
            'another route of ours' => ['/wc-telaris/v1/secrets', 'POST', true, false],
            'another plug-in' => ['/wc/v3/orders', 'POST', true, false],
        ];
    }

    #[DataProvider('protectedCalls')]
    public function testAHostsOwnPasswordStopsNoSignedCall(string $route, string $method, bool $signed, bool $through): void
    {
        $GLOBALS['wp'] = (object) ['query_vars' => ['rest_route' => $route]];
        $_SERVER['REQUEST_METHOD'] = $method;
        if ($signed) {
            $_SERVER['HTTP_WEBHOOK_SIGNATURE'] = 'v1,x';
        }
        $error = new WP_Error('rest_not_logged_in', 'Staging', ['status' => 401]);

        self::assertSame($through ? true : $error, apply_filters('rest_authentication_errors', $error));
        self::assertNull(apply_filters('rest_authentication_errors', null));
    }

    /** WordPress serves what a form field says, and by the method that a parameter says. */
    public function testAnotherPlugInsRefusalCannotBeTalkedAway(): void
    {
        $_SERVER['REQUEST_METHOD'] = 'POST';
        $_SERVER['REQUEST_URI'] = '/wp-json/wc-telaris/v1/notifications';
        $_SERVER['HTTP_WEBHOOK_SIGNATURE'] = 'x';
        $error = new WP_Error('rest_not_logged_in', 'People only', ['status' => 401]);

        $GLOBALS['wp'] = (object) ['query_vars' => ['rest_route' => '/wp/v2/users']];
        self::assertSame($error, apply_filters('rest_authentication_errors', $error));

        $GLOBALS['wp'] = (object) ['query_vars' => ['rest_route' => '/wc-telaris/v1/notifications']];
        $_GET['_method'] = 'GET';
        self::assertSame($error, apply_filters('rest_authentication_errors', $error));
    }

    public function testAuthenticationComesBeforeValidation(): void
    {
        $response = Telaris::dispatch($this->unsigned('{"type":'));
        self::assertSame([401, 'not_authenticated'], [$response->get_status(), $response->get_data()['code']]);

        $response = $this->telaris->sends('{"type":');
        self::assertSame([400, 'invalid_payload'], [$response->get_status(), $response->get_data()['code']]);
        self::assertSame('body', $response->get_data()['data']['errors'][0]['field']);
    }

    /** @return array<string, array{string, bool}> */
    public static function bodies(): array
    {
        return [
            'text' => ['"text"', false],
            'a number' => ['7', false],
            'true' => ['true', false],
            'a list' => [' [1]', false],
            'an object' => [" {\n}", true],
            'nothing' => ['', true],
        ];
    }

    /** WordPress would make PHP complain of them, for anybody who sends one. */
    #[DataProvider('bodies')]
    public function testABodyThatIsNoObjectIsRefusedBeforeWordPressParsesIt(string $body, bool $passes): void
    {
        $request = new WP_REST_Request('POST', '/wc-telaris/v1/notifications/resend');
        $request->set_header('Content-Type', 'application/json; charset=utf-8');
        $request->set_body($body);
        $data = Telaris::dispatch($request)->get_data();
        self::assertSame($passes, $data['code'] !== 'invalid_payload');

        $request->set_route('/acme/v1/notifications/resend');
        self::assertNotSame('invalid_payload', Telaris::dispatch($request)->get_data()['code'], 'Other plug-ins are left alone.');
    }

    public function testTheBodyIsVerifiedByteForByte(): void
    {
        self::assertSame('pong', $this->telaris->sends("{ \"type\" : \"ping\",\n \"note\": \"\u{00E6}\" }\n")->get_data()['code']);
    }

    public function testARefusedKeyDoesNotSpoilASignature(): void
    {
        add_filter('rest_pre_dispatch', static fn (): WP_Error => new WP_Error('woocommerce_rest_authentication_error', 'Read only.', ['status' => 401]));
        self::assertSame('pong', $this->telaris->sends(['type' => 'ping'])->get_data()['code']);
    }

    public function testARefusalByAnotherPluginGetsOurCodeAndIsCounted(): void
    {
        add_filter('rest_pre_dispatch', static fn (): WP_Error => new WP_Error('woocommerce_rest_authentication_error', 'Consumer key is invalid.', ['status' => 401]));
        $response = Telaris::dispatch($this->unsigned('{"type":"ping"}'));

        self::assertSame(401, $response->get_status());
        self::assertSame('not_authenticated', $response->get_data()['code']);
        self::assertSame(['status' => 401, 'retryable' => false, 'reason' => 'woocommerce_rest_authentication_error'], $response->get_data()['data']);
        self::assertSame(['not_authenticated' => 1], (new AuthFailureRateLimiter(new Counters($this->database)))->recent());
    }

    public function testAKnownCallerWhomAnotherPluginRefusesIsForbidden(): void
    {
        Person::signIn('edit_others_shop_orders');
        add_filter('rest_pre_dispatch', static fn (): WP_Error => new WP_Error('firewall', 'No.', ['status' => 401]));
        $response = Telaris::dispatch($this->unsigned('{"type":"ping"}'));

        self::assertSame([403, 'forbidden'], [$response->get_status(), $response->get_data()['code']]);
    }

    public function testOurOwnRefusalIsCountedOnce(): void
    {
        Telaris::dispatch($this->unsigned('{"type":"ping"}'));
        self::assertSame(['not_authenticated' => 1], (new AuthFailureRateLimiter(new Counters($this->database)))->recent());
    }

    public function testErrorsOfOtherRoutesAreNotChanged(): void
    {
        $ours = Telaris::dispatch(new WP_REST_Request('GET', '/wc-telaris/v1/health'));
        self::assertSame([401, 'rest_forbidden'], [$ours->get_status(), $ours->get_data()['code']]);
        self::assertSame('no-store', $ours->get_headers()['Cache-Control']);
        self::assertSame([], (new AuthFailureRateLimiter(new Counters($this->database)))->recent());

        $server = rest_get_server();
        $foreign = apply_filters('rest_post_dispatch', new WP_REST_Response(['code' => 'x', 'message' => '', 'data' => null], 401), $server, new WP_REST_Request('POST', '/wc/v3/orders'));
        self::assertSame([], $foreign->get_headers());
        self::assertSame(['code' => 'x', 'message' => '', 'data' => null], $foreign->get_data());
    }

    public function testTooManyFailuresGetRetryAfter(): void
    {
        $window = time() - time() % AuthFailureRateLimiter::WINDOW;
        foreach ([$window, $window + AuthFailureRateLimiter::WINDOW] as $bucket) {
            $this->database->execute('INSERT INTO {counters} (name, bucket, n) VALUES (%s, %d, 1000)', 'address:' . substr(wp_hash('192.0.2.7'), 0, 32), $bucket);
        }
        $response = Telaris::dispatch($this->unsigned('{"type":"ping"}'));

        self::assertSame([429, 'rate_limited'], [$response->get_status(), $response->get_data()['code']]);
        self::assertSame('300', $response->get_headers()['Retry-After']);
        self::assertSame(['status' => 429, 'retryable' => false, 'reason' => 'not_authenticated'], $response->get_data()['data']);
    }

    public function testARetryableRefusalHasRetryAfter(): void
    {
        Order::make(1234);
        Order::$faults['save_throws'] = true;
        $response = $this->telaris->invoices(1234);

        self::assertSame([503, 'save_unconfirmed'], [$response->get_status(), $response->get_data()['code']]);
        self::assertSame('60', $response->get_headers()['Retry-After']);
        self::assertSame(['status' => 503, 'retryable' => true], $response->get_data()['data']);
    }

    public function testALockedOrderHasRetryAfter(): void
    {
        Order::make(1234);
        $this->database->execute('INSERT INTO {orders} (order_id, lease_token, lease_until) VALUES (1234, %s, UNIX_TIMESTAMP() + 60)', str_repeat('a', 32));
        $response = $this->telaris->invoices(1234);

        self::assertSame([409, 'in_progress'], [$response->get_status(), $response->get_data()['code']]);
        self::assertSame('30', $response->get_headers()['Retry-After']);
    }

    public function testAFinalRefusalHasNoRetryAfter(): void
    {
        $response = $this->telaris->invoices(9999);
        self::assertSame([404, 'order_not_found'], [$response->get_status(), $response->get_data()['code']]);
        self::assertFalse($response->get_data()['retryable']);
        self::assertArrayNotHasKey('Retry-After', $response->get_headers());
    }

    public function testWithoutAnIdThereIsNoMessage(): void
    {
        $this->signInWithKey();
        $request = $this->unsigned('{"type":"ping"}');
        $request->remove_header('webhook-id');
        $response = Telaris::dispatch($request);

        self::assertSame([400, 'missing_id'], [$response->get_status(), $response->get_data()['code']]);
    }

    private function signInWithKey(): void
    {
        Person::signIn('edit_others_shop_orders');
        apply_filters('woocommerce_disable_rest_api_access_log', false, 3);
    }

    private function unsigned(string $body): WP_REST_Request
    {
        $request = $this->telaris->request($body);
        $request->remove_header('webhook-signature');
        $request->remove_header('webhook-timestamp');
        return $request;
    }
}
