<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use PHPUnit\Framework\TestCase;
use TelarisForWooCommerce\Test\Ground;

/** What CONTRIBUTING.md asks of the code, where neither PHPStan nor phpcs looks. */
final class ConventionsTest extends TestCase
{
    public function testDatabaseErrorIsUncheckedAndInNoDocblock(): void
    {
        $found = [];
        foreach (array_keys(CodeMap::files()) as $file) {
            if (str_contains((string) file_get_contents(Ground::plugin() . "/php/$file"), '@throws DatabaseError')) {
                $found[] = $file;
            }
        }
        self::assertSame([], $found);
    }
}
