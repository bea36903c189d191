<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Connection;

use TelarisForWooCommerce\Connection\ContactHealth;
use TelarisForWooCommerce\Test\TestCase;

final class ContactHealthTest extends TestCase
{
    public function testSilenceIsUnusualWhereItIsLongerThanTwiceTheLongestGap(): void
    {
        $daily = array_fill(0, 60, true);
        self::assertFalse(ContactHealth::isUnusual($daily, 3, static fn (): bool => true), 'a long weekend');
        self::assertTrue(ContactHealth::isUnusual($daily, 4, static fn (): bool => false));

        $weekly = array_map(static fn (int $day): bool => $day % 7 === 0, range(0, 59));
        self::assertFalse(ContactHealth::isUnusual($weekly, 14, static fn (): bool => true));
        self::assertTrue(ContactHealth::isUnusual($weekly, 15, static fn (): bool => true));
    }

    public function testWhereNothingIsUsualYetOnlyWaitingOrdersMakeItOne(): void
    {
        $once = [true, ...array_fill(0, 59, false)];
        self::assertFalse(ContactHealth::isUnusual($once, 21, static fn (): bool => false));
        self::assertTrue(ContactHealth::isUnusual($once, 21, static fn (): bool => true));
        self::assertFalse(ContactHealth::isUnusual($once, 13, static fn (): bool => true));
    }
}
