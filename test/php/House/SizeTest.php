<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use PHPUnit\Framework\TestCase;

/** A class that needs many others does too much: `npm run house` prints the sizes. */
final class SizeTest extends TestCase
{
    private const MOST_COLLABORATORS = 8;

    public function testNoConstructorHasMoreThanEightParameters(): void
    {
        $constructors = CodeMap::constructors();
        self::assertGreaterThan(80, count($constructors));
        self::assertArrayHasKey('Completion/OrderCompleter.php', $constructors);
        self::assertSame([], array_filter($constructors, static fn (int $size): bool => $size > self::MOST_COLLABORATORS));
    }
}
