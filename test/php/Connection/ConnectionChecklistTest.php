<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Connection;

use TelarisForWooCommerce\Connection\AuthFailure;
use TelarisForWooCommerce\Connection\ConnectionChecklist;
use TelarisForWooCommerce\Connection\LoopbackFault;
use TelarisForWooCommerce\Connection\LoopbackTest;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Services;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;
use wpdb;

/** Each line red and green; and red exactly where the health has a problem. */
final class ConnectionChecklistTest extends TestCase
{
    protected function setUp(): void
    {
        global $wpdb;
        parent::setUp();
        $wpdb->query("CREATE TABLE IF NOT EXISTS {$wpdb->prefix}woocommerce_api_keys (key_id bigint(20) NOT NULL, user_id bigint(20) NOT NULL, description varchar(200) NULL, permissions varchar(10) NOT NULL, truncated_key char(7) NOT NULL)");
        foreach ([LoopbackTest::OPTION, SiteIdentity::OPTION, Settings::OPTION] as $option) {
            delete_option($option);
        }
        $this->services()->signingSecrets()->create(0);
    }

    public function testAShopThatWasNeverCalledHasNoProblemAndKnowsLittle(): void
    {
        self::assertSame(
            [
                'address' => 'unknown', 'fallback' => 'unknown', 'authorization' => 'unknown', 'secret' => 'unknown', 'key' => 'ok',
                'clock' => 'unknown', 'contact' => 'unknown', 'refused' => 'ok', 'queue' => 'ok', 'shop' => 'ok',
            ],
            $this->statuses()
        );
    }

    public function testAllIsWellOnceItWasTestedAndTelarisCalled(): void
    {
        $this->met(null, true);
        $counters = $this->services()->counters();
        $secret = $this->services()->signingSecrets()->alive()[0];
        $counters->setAll([
            WebhookAuthenticator::LAST_CONTACT => time(),
            WebhookAuthenticator::CLOCK_SKEW => WebhookAuthenticator::SKEW_ZERO - 4,
            "secret_used:$secret->id" => time(),
        ]);
        self::assertSame(['ok'], array_values(array_unique($this->statuses())));
        self::assertStringContainsString('4 seconds apart', $this->line('clock')['sentence']);
        self::assertSame('HTTP 200', $this->line('address')['shown']);
    }

    public function testWhatStandsInTheWayIsAProblemUntilTelarisGetsThrough(): void
    {
        $this->met(LoopbackFault::Challenge, false, 'Cloudflare');
        $line = $this->line('address');
        self::assertSame('problem', $line['status']);
        self::assertStringContainsString('Cloudflare', $line['sentence']);
        self::assertStringContainsString('once the shop reaches the plugin', $this->line('authorization')['sentence']);

        $this->services()->counters()->set(WebhookAuthenticator::LAST_CONTACT, time() + 1);
        $line = $this->line('address');
        self::assertSame('notice', $line['status']);
        self::assertStringContainsString('got through since', $line['sentence']);
    }

    public function testAShopThatCannotCallItselfHasNoProblem(): void
    {
        $this->met(LoopbackFault::Unreachable, false, 'cURL error 7');
        self::assertSame('unknown', $this->line('address')['status']);
    }

    public function testALostHeaderMattersWhereAKeyIsUsed(): void
    {
        $this->met(null, false);
        self::assertSame('notice', $this->line('authorization')['status']);
        foreach ($this->services()->signingSecrets()->alive() as $secret) {
            $this->services()->signingSecrets()->revoke($secret->id);
        }
        self::assertSame('problem', $this->line('authorization')['status']);
    }

    public function testRefusedCallsAreToldByReasonAndRangeOfAddresses(): void
    {
        $limiter = $this->services()->authFailureRateLimiter();
        $limiter->count(AuthFailure::TimestampOutOfTolerance, '203.0.113.77');
        $limiter->count(AuthFailure::TimestampOutOfTolerance, '203.0.113.78');
        $limiter->count(AuthFailure::SignatureInvalid, '2001:db8:85a3:8d3:1319:8a2e:370:7348');
        self::assertSame('problem', $this->line('clock')['status']);
        self::assertSame('problem', $this->line('secret')['status']);
        $refused = $this->line('refused');
        self::assertSame('notice', $refused['status']);
        self::assertStringContainsString('2 calls: the clocks differ by more than 5 minutes, from 203.0.113.0/24', $refused['sentence']);
        self::assertStringContainsString('1 call: the signature does not fit, from 2001:db8:85a3:8d3::/64', $refused['sentence']);
        self::assertStringNotContainsString('203.0.113.77', (string) wp_json_encode($this->services()->refusedCalls()->newest()));

        // Five minutes later Telaris gets through.
        $this->services()->counters()->set(WebhookAuthenticator::LAST_CONTACT, time() + 600);
        self::assertSame('ok', $this->line('contact')['status']);
        self::assertNotSame('problem', $this->line('clock')['status']);
        self::assertSame('notice', $this->line('refused')['status'], 'It stays to be seen for a day.');
    }

    public function testAQueueThatIsLateIsSaid(): void
    {
        $notification = Rows::notification($this->database, outcome: Outcome::of(ResultCode::SaveUnconfirmed));
        self::assertSame('ok', $this->line('queue')['status']);
        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d', time() - 1200, $notification->id);
        $line = $this->line('queue');
        self::assertSame('problem', $line['status']);
        self::assertStringContainsString('late by 20 minutes', $line['sentence']);
        self::assertStringContainsString('action-scheduler', (string) $line['link']['url']);
    }

    public function testAMarkedKeyThatIsGoneIsSaid(): void
    {
        $this->services()->settings()->choose(['marked_key' => 4711]);
        $line = $this->line('key');
        self::assertSame(['problem', ['key_rights']], [$line['status'], $line['codes']]);
        self::assertStringContainsString('revoked', $line['sentence']);
    }

    public function testEachProblemIsInOneLine(): void
    {
        $this->met(LoopbackFault::Password, false);
        $limiter = $this->services()->authFailureRateLimiter();
        array_map(static fn (AuthFailure $failure): bool => $limiter->count($failure, '203.0.113.77'), AuthFailure::cases());
        update_option(SiteIdentity::OPTION, base64_encode('elsewhere.example'));
        $this->services()->settings()->choose(['marked_key' => 4711]);

        $codes = array_column($this->services()->connectionHealth()->problems(), 'code');
        self::assertGreaterThan(8, count($codes));
        $lines = $this->services()->connectionChecklist()->lines();
        $said = array_merge(...array_column($lines, 'codes'));
        sort($codes);
        sort($said);
        self::assertSame($codes, $said);
        foreach ($lines as $line) {
            self::assertSame($line['codes'] !== [], $line['status'] === ConnectionChecklist::PROBLEM);
        }
    }

    /** What the shop met at its own addresses. */
    private function met(?LoopbackFault $fault, bool $hasAuthorization, string $detail = ''): void
    {
        $result = ['fault' => $fault->value ?? '', 'detail' => $detail, 'shown' => 'HTTP 200', 'authorization' => $hasAuthorization];
        update_option(LoopbackTest::OPTION, ['at' => time(), LoopbackTest::REST => $result, LoopbackTest::FALLBACK => $result]);
    }

    /** @return array<string, string> By line. */
    private function statuses(): array
    {
        return array_column($this->services()->connectionChecklist()->lines(), 'status', 'id');
    }

    /** @return array<string, mixed> */
    private function line(string $id): array
    {
        return array_column($this->services()->connectionChecklist()->lines(), null, 'id')[$id];
    }

    /** Anew, as another request has them. */
    private function services(): Services
    {
        global $wpdb;
        /** @var wpdb $wpdb */
        return new Services($wpdb, '', '1.2.3');
    }
}
