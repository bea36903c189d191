<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Connection;

use TelarisForWooCommerce\Connection\SecretEncryption;
use TelarisForWooCommerce\Connection\SignatureVerifier;
use TelarisForWooCommerce\Connection\SigningSecret;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\TestCase;

final class SigningSecretsTest extends TestCase
{
    private SigningSecrets $secrets;

    private Counters $counters;

    protected function setUp(): void
    {
        parent::setUp();
        $this->counters = new Counters($this->database);
        $this->secrets = new SigningSecrets(new SecretEncryption(), $this->counters);
    }

    public function testThereIsNoneAtFirst(): void
    {
        self::assertSame([], $this->secrets->keys());
        self::assertSame([], $this->secrets->alive());
    }

    public function testWhatIsShownOnceIsTheKey(): void
    {
        $made = $this->secrets->create(24);

        self::assertSame([$made['id'] => $made['secret']], array_map(SignatureVerifier::secretOf(...), $this->secrets->keys()));
        self::assertMatchesRegularExpression('/\A[0-9a-f]{8}\z/', $made['id']);
        self::assertStringNotContainsString(substr($made['secret'], 6), (string) json_encode(get_option(SigningSecrets::OPTION)));
    }

    public function testDuringARotationBothAreValidTheNewerFirst(): void
    {
        $first = $this->secrets->create(24);
        $second = $this->secrets->create(24);

        self::assertSame([$second['id'], $first['id']], $this->ids());
        [$new, $old] = $this->secrets->alive();
        self::assertNull($new->expiresAt);
        self::assertEqualsWithDelta(time() + 24 * 3600, $old->expiresAt, 2);
    }

    public function testThreeAreAliveAndOfFourTheOldestEnds(): void
    {
        $this->secrets->create(168);
        $second = $this->secrets->create(168);
        $third = $this->secrets->create(168);
        self::assertCount(3, $this->ids());
        $fourth = $this->secrets->create(168);

        self::assertSame([$fourth['id'], $third['id'], $second['id']], $this->ids());
    }

    public function testTheOneInUseIsNotEndedByNewOnes(): void
    {
        $used = $this->secrets->create(24);
        $this->counters->set(SigningSecrets::counter($used['id']), time());
        $this->secrets->create(24);
        self::assertSame([], $this->secrets->endedByNext($this->secrets->alive()));
        $third = $this->secrets->create(24);
        [, $second] = $this->secrets->alive();
        self::assertSame([$second->id], $this->secrets->endedByNext($this->secrets->alive()), 'Said beforehand.');
        $fourth = $this->secrets->create(24);

        self::assertSame([$fourth['id'], $third['id'], $used['id']], $this->ids());
    }

    public function testTheOneInUseOutlivesItsOverlapUntilANewerOneIsUsed(): void
    {
        $used = $this->secrets->create(24);
        $this->counters->set(SigningSecrets::counter($used['id']), time());
        $new = $this->secrets->create(24);
        $rows = get_option(SigningSecrets::OPTION);
        $rows[1]['expires_at'] = time() - 1;
        update_option(SigningSecrets::OPTION, $rows);
        self::assertSame([$new['id'], $used['id']], $this->ids());

        $this->counters->set(SigningSecrets::counter($new['id']), time());
        self::assertSame([$new['id']], $this->ids());
    }

    public function testWithoutOverlapTheFormerEndsAtOnce(): void
    {
        $this->secrets->create(24);
        $second = $this->secrets->create(0);

        self::assertSame([$second['id']], $this->ids());
    }

    public function testALaterRotationNeverProlongsASecret(): void
    {
        $now = time();
        $old = new SigningSecret('00000000', $now, $now + 60, '');

        self::assertSame($now + 60, $old->expiring($now + 3600)->expiresAt);
        self::assertSame($now + 10, $old->expiring($now + 10)->expiresAt);
    }

    public function testOneThatRanOutIsNoKey(): void
    {
        $old = $this->secrets->create(24);
        $new = $this->secrets->create(24);
        $rows = get_option(SigningSecrets::OPTION);
        $rows[1]['expires_at'] = time();
        update_option(SigningSecrets::OPTION, $rows);

        self::assertSame([$new['id']], $this->ids());
        self::assertNotContains($old['id'], array_map(static fn (SigningSecret $secret): string => $secret->id, $this->secrets->alive()));
    }

    public function testRevokingEndsOneAtOnce(): void
    {
        $first = $this->secrets->create(24);
        $second = $this->secrets->create(24);

        self::assertTrue($this->secrets->revoke($first['id']));
        self::assertSame([$second['id']], $this->ids());
        self::assertFalse($this->secrets->revoke($first['id']), 'It is gone.');
        self::assertTrue($this->secrets->revoke($second['id']));
        self::assertSame([], $this->secrets->keys());
    }

    public function testAfterAChangeOfSaltsOneIsKnownButNoKey(): void
    {
        $this->secrets->create(24);
        add_filter('salt', static fn (string $salt): string => "$salt, changed");

        self::assertSame([], $this->secrets->keys());
        self::assertCount(1, $this->secrets->alive());
        self::assertFalse($this->secrets->isReadable($this->secrets->alive()[0]));
        $new = $this->secrets->create(24);
        self::assertSame([$new['id']], $this->ids());
        self::assertTrue($this->secrets->isReadable($this->secrets->alive()[0]));
    }

    public function testTheLastUseIsKept(): void
    {
        $made = $this->secrets->create(24);
        $secret = $this->secrets->alive()[0];
        self::assertNull($this->secrets->lastUsed($secret));

        $this->counters->set(SigningSecrets::counter($made['id']), time());
        self::assertEqualsWithDelta(time(), $this->secrets->lastUsed($secret), 2);
    }

    public function testWhatSomebodyElseWroteIntoTheOptionIsLeftOut(): void
    {
        foreach (['nonsense', 7, [['id' => 'x']], [null], [['id' => 1, 'sealed' => 'x', 'created_at' => 1]]] as $stored) {
            update_option(SigningSecrets::OPTION, $stored);
            self::assertSame([], $this->secrets->alive());
        }
    }

    public function testACallCostsNoStatementForThem(): void
    {
        $made = $this->secrets->create(24);
        self::assertArrayHasKey(SigningSecrets::OPTION, $options = wp_load_alloptions(true));
        self::assertStringNotContainsString(substr($made['secret'], 6), (string) json_encode($options), 'They are sealed.');
    }

    /** @return list<string> Of the keys. PHP makes a number of an id that happens to have no letter. */
    private function ids(): array
    {
        return array_map(strval(...), array_keys($this->secrets->keys()));
    }
}
