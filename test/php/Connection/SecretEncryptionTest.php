<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Connection;

use TelarisForWooCommerce\Connection\SecretEncryption;
use TelarisForWooCommerce\Test\TestCase;

final class SecretEncryptionTest extends TestCase
{
    public function testOpensWhatItSealed(): void
    {
        $encryption = new SecretEncryption();
        $plain = random_bytes(32);
        $sealed = $encryption->seal($plain);

        self::assertSame($plain, $encryption->open($sealed));
        self::assertSame($plain, (new SecretEncryption())->open($sealed), 'In another request, too.');
    }

    public function testNothingOfTheSecretIsSeenAndNoTwoSealsAreAlike(): void
    {
        $encryption = new SecretEncryption();
        $plain = str_repeat('telaris', 5);
        $sealed = $encryption->seal($plain);

        self::assertStringNotContainsString('telaris', (string) base64_decode($sealed, true));
        self::assertNotSame($sealed, $encryption->seal($plain));
    }

    public function testAnotherSaltOpensNothing(): void
    {
        $encryption = new SecretEncryption();
        $sealed = $encryption->seal('secret');
        add_filter('salt', static fn (string $salt): string => "$salt, changed");

        self::assertNull($encryption->open($sealed));
        self::assertSame('secret', $encryption->open($encryption->seal('secret')), 'What is sealed from now on can be opened.');
    }

    public function testAnotherPurposeOfTheSameSaltsOpensNothing(): void
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        $key = hash('sha256', wp_salt('secure_auth'), true);

        self::assertNull((new SecretEncryption())->open(base64_encode($nonce . sodium_crypto_secretbox('secret', $nonce, $key))));
    }

    public function testDamagedOnesAreNoCrash(): void
    {
        $encryption = new SecretEncryption();
        $sealed = (string) base64_decode($encryption->seal('secret'), true);
        $flipped = $sealed;
        $flipped[-1] = chr(ord($flipped[-1]) ^ 1);

        foreach (['', '!', base64_encode(''), base64_encode('short'), base64_encode(str_repeat('x', 24)), base64_encode(str_repeat('x', 25))] as $damaged) {
            self::assertNull($encryption->open($damaged), $damaged);
        }
        self::assertNull($encryption->open(base64_encode($flipped)));
        self::assertNull($encryption->open(base64_encode(substr($sealed, 0, -1))));
        self::assertNull($encryption->open(base64_encode($sealed) . '*'));
    }
}
