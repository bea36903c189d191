<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Connection;

use PHPUnit\Framework\Attributes\DataProvider;
use StandardWebhooks\Webhook;
use TelarisForWooCommerce\Connection\AuthenticatedCaller;
use TelarisForWooCommerce\Connection\AuthFailureRateLimiter;
use TelarisForWooCommerce\Connection\SecretEncryption;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\TestCase;
use WP_Error;
use WP_REST_Request;

final class WebhookAuthenticatorTest extends TestCase
{
    private const BODY = '{"type":"ping"}';
    private const ADDRESS = '192.0.2.7';

    private Counters $counters;
    private SigningSecrets $secrets;
    private AuthFailureRateLimiter $failures;
    private WebhookAuthenticator $authenticator;

    protected function setUp(): void
    {
        parent::setUp();
        $_SERVER['HTTPS'] = 'on';
        $_SERVER['REMOTE_ADDR'] = self::ADDRESS;
        $this->counters = new Counters($this->database);
        $this->secrets = new SigningSecrets(new SecretEncryption(), $this->counters);
        $this->failures = new AuthFailureRateLimiter($this->counters);
        $this->authenticator = new WebhookAuthenticator($this->secrets, $this->failures, $this->counters);
    }

    protected function tearDown(): void
    {
        unset($_SERVER['HTTPS']);
        parent::tearDown();
    }

    public function testASignatureIsAccepted(): void
    {
        $made = $this->secrets->create(24);
        $request = $this->signed($made['secret'], time() - 20);
        $caller = $this->authenticator->authenticate($request);

        self::assertInstanceOf(AuthenticatedCaller::class, $caller);
        self::assertSame(AuthenticatedCaller::BY_SIGNATURE, $caller->by);
        self::assertEqualsWithDelta(-20, $caller->clockSkew, 2);
        self::assertSame($caller, $this->authenticator->caller($request));
        self::assertEqualsWithDelta(time(), $this->counters->get(WebhookAuthenticator::LAST_CONTACT), 2);
        self::assertEqualsWithDelta(time(), $this->secrets->lastUsed($this->secrets->alive()[0]), 2);
        self::assertSame([], $this->failures->recent());
    }

    public function testDuringARotationTheFormerSecretOpensItAndItsUseIsNoted(): void
    {
        $old = $this->secrets->create(24);
        $this->secrets->create(24);

        self::assertInstanceOf(AuthenticatedCaller::class, $this->authenticator->authenticate($this->signed($old['secret'])));
        [$newer, $older] = $this->secrets->alive();
        self::assertNull($this->secrets->lastUsed($newer));
        self::assertNotNull($this->secrets->lastUsed($older));
    }

    /** @return array<string, array{callable(WP_REST_Request): mixed}> */
    public static function spoilings(): array
    {
        return [
            'another body' => [static fn (WP_REST_Request $request) => $request->set_body(self::BODY . ' ')],
            'another id' => [static fn (WP_REST_Request $request) => $request->set_header('webhook-id', 'msg_2')],
            'no id' => [static fn (WP_REST_Request $request) => $request->remove_header('webhook-id')],
            'an empty signature' => [static fn (WP_REST_Request $request) => $request->set_header('webhook-signature', '')],
            'a malformed signature' => [static fn (WP_REST_Request $request) => $request->set_header('webhook-signature', 'v1')],
        ];
    }

    /** @param callable(WP_REST_Request): mixed $spoil */
    #[DataProvider('spoilings')]
    public function testASpoiltSignatureIsRefusedAndCounted(callable $spoil): void
    {
        $made = $this->secrets->create(24);
        $request = $this->signed($made['secret']);
        $spoil($request);

        $this->assertRefused('signature_invalid', 401, $this->authenticator->authenticate($request));
        self::assertNull($this->authenticator->caller($request));
        self::assertSame(['signature_invalid' => 1], $this->failures->recent());
        self::assertSame(0, $this->counters->get(WebhookAuthenticator::LAST_CONTACT));
    }

    public function testWithoutASecretNoSignatureFits(): void
    {
        $this->assertRefused('signature_invalid', 401, $this->authenticator->authenticate($this->signed('whsec_' . base64_encode('guessed'))));
    }

    public function testOnlyAValidSignatureGetsTimestampOutOfTolerance(): void
    {
        $made = $this->secrets->create(24);
        foreach ([-302, 302] as $off) {
            $this->assertRefused('timestamp_out_of_tolerance', 401, $this->authenticator->authenticate($this->signed($made['secret'], time() + $off)));
        }
        $forged = $this->signed($made['secret'], time() - 302);
        $forged->set_body('{}');
        $this->assertRefused('signature_invalid', 401, $this->authenticator->authenticate($forged));
        self::assertNull($this->secrets->lastUsed($this->secrets->alive()[0]));
    }

    public function testATimestampThatIsNoNumberOfSecondsIsNamed(): void
    {
        $made = $this->secrets->create(24);
        foreach (['2026-11-23T10:00:00Z', '1795779850.5', '', '+1795779850', time() . ' '] as $timestamp) {
            $request = $this->signed($made['secret']);
            $request->set_header('webhook-timestamp', $timestamp);
            $this->assertRefused('timestamp_invalid', 400, $this->authenticator->authenticate($request));
        }
    }

    public function testABadSignatureIsNotSavedByAGoodApiKey(): void
    {
        $this->authenticator->noteApiKey(3);
        Person::signIn('edit_others_shop_orders');

        $this->assertRefused('signature_invalid', 401, $this->authenticator->authenticate($this->signed('whsec_' . base64_encode('guessed'))));
    }

    public function testAnApiKeyIsAccepted(): void
    {
        $this->authenticator->noteApiKey(3);
        Person::signIn('edit_others_shop_orders');
        $caller = $this->authenticator->authenticate($this->request());

        self::assertInstanceOf(AuthenticatedCaller::class, $caller);
        self::assertSame(AuthenticatedCaller::BY_API_KEY, $caller->by);
        self::assertNull($caller->clockSkew);
        self::assertTrue($this->authenticator->hasApiKey());
    }

    public function testTheClockOfAnApiKeyCallerIsComparedWhereItSendsATimestamp(): void
    {
        $this->authenticator->noteApiKey(3);
        Person::signIn('edit_others_shop_orders');
        $request = $this->request();
        $request->set_header('webhook-timestamp', (string) (time() + 1_000));
        $caller = $this->authenticator->authenticate($request);

        self::assertInstanceOf(AuthenticatedCaller::class, $caller);
        self::assertEqualsWithDelta(1_000, $caller->clockSkew, 2);
    }

    public function testOverPlainHttpAKeySignsNoBody(): void
    {
        unset($_SERVER['HTTPS']);
        $this->authenticator->noteApiKey(3);
        Person::signIn('edit_others_shop_orders');

        $this->assertRefused('not_authenticated', 401, $this->authenticator->authenticate($this->request()));
    }

    public function testNobodyIsNotAuthenticated(): void
    {
        $this->assertRefused('not_authenticated', 401, $this->authenticator->authenticate($this->request()));
        self::assertSame(['not_authenticated' => 1], $this->failures->recent());
    }

    public function testASignedInPersonWithoutAKeyIsForbidden(): void
    {
        Person::signIn('edit_others_shop_orders', 'manage_woocommerce');
        $this->assertRefused('forbidden', 403, $this->authenticator->authenticate($this->request()));
    }

    public function testAKeyWhoseUserMayNotEditOrdersIsForbidden(): void
    {
        $this->authenticator->noteApiKey(3);
        // A vendor of a marketplace edits his own orders, and nobody else's.
        foreach (['read', 'edit_shop_orders'] as $capability) {
            Person::signIn($capability);
            $this->assertRefused('forbidden', 403, $this->authenticator->authenticate($this->request()));
        }
    }

    public function testASecretInTheAddressIsRefused(): void
    {
        $this->authenticator->noteApiKey(3);
        Person::signIn('edit_others_shop_orders');
        $request = $this->request();
        $request->set_query_params(['consumer_key' => 'ck_x', 'consumer_secret' => 'cs_x']);

        $this->assertRefused('not_authenticated', 401, $this->authenticator->authenticate($request));
    }

    public function testABodyOverOneMebibyteIsRefusedBeforeAnythingElse(): void
    {
        $made = $this->secrets->create(24);
        $this->assertRefused('payload_too_large', 413, $this->authenticator->authenticate($this->signed($made['secret'], body: str_repeat('x', 1_048_577))));
        self::assertSame([], $this->failures->recent());
        self::assertInstanceOf(AuthenticatedCaller::class, $this->authenticator->authenticate($this->signed($made['secret'], body: str_repeat('x', 1_048_576))));
    }

    public function testASecondPermissionCheckIsNotCountedAgain(): void
    {
        $request = $this->request();
        $first = $this->authenticator->authenticate($request);

        self::assertSame($first, $this->authenticator->authenticate($request));
        self::assertSame(['not_authenticated' => 1], $this->failures->recent());
    }

    public function testOnlyFailuresAreLimited(): void
    {
        $made = $this->secrets->create(24);
        $this->failed(59);
        $this->assertRefused('not_authenticated', 401, $this->authenticator->authenticate($this->request()));
        $limited = $this->authenticator->authenticate($this->request());
        $this->assertRefused('rate_limited', 429, $limited);
        self::assertInstanceOf(WP_Error::class, $limited);
        self::assertSame(['status' => 429, 'retryable' => false, 'reason' => 'not_authenticated'], $limited->get_error_data());

        self::assertInstanceOf(AuthenticatedCaller::class, $this->authenticator->authenticate($this->signed($made['secret'])), 'A good call never waits.');
        $_SERVER['REMOTE_ADDR'] = '192.0.2.8';
        $this->assertRefused('not_authenticated', 401, $this->authenticator->authenticate($this->request()));
    }

    public function testNoAddressIsKept(): void
    {
        $this->authenticator->authenticate($this->request());
        foreach ($this->database->rows('SELECT name FROM {counters}') as $row) {
            self::assertStringNotContainsString(self::ADDRESS, $row->string('name'));
        }
    }

    /** As if this address had failed so often, in this window and, should it begin meanwhile, in the next. */
    private function failed(int $times): void
    {
        $window = time() - time() % AuthFailureRateLimiter::WINDOW;
        foreach ([$window, $window + AuthFailureRateLimiter::WINDOW] as $bucket) {
            $this->database->execute(
                'INSERT INTO {counters} (name, bucket, n) VALUES (%s, %d, %d)',
                'address:' . substr(wp_hash(self::ADDRESS), 0, 32),
                $bucket,
                $times
            );
        }
    }

    private function request(string $body = self::BODY): WP_REST_Request
    {
        $request = new WP_REST_Request('POST', '/wc-telaris/v1/notifications');
        $request->set_header('webhook-id', 'msg_1');
        $request->set_body($body);
        return $request;
    }

    private function signed(string $secret, ?int $at = null, string $body = self::BODY): WP_REST_Request
    {
        $at ??= time();
        $request = $this->request($body);
        $request->set_header('webhook-timestamp', (string) $at);
        $request->set_header('webhook-signature', (new Webhook($secret))->sign('msg_1', $at, $body));
        return $request;
    }

    private function assertRefused(string $code, int $status, AuthenticatedCaller|WP_Error $answer): void
    {
        self::assertInstanceOf(WP_Error::class, $answer);
        self::assertSame($code, $answer->get_error_code());
        self::assertSame($status, $answer->get_error_data()['status']);
        self::assertNotSame('', $answer->get_error_message());
    }
}
