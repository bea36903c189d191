<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use PHPUnit\Framework\Attributes\TestWith;
use TelarisForWooCommerce\Storage\Cursor;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Test\TestCase;

final class CursorTest extends TestCase
{
    public function testComesBackAsItWas(): void
    {
        $row = new Row(['received_at' => '1700000000', 'id' => '12']);
        foreach ([Cursor::newerThan($row), Cursor::olderThan($row)] as $cursor) {
            self::assertEquals($cursor, Cursor::parse((string) $cursor));
        }
        self::assertTrue(Cursor::newerThan($row)->newer);
        self::assertFalse(Cursor::olderThan($row)->newer);
    }

    #[TestWith([null])]
    #[TestWith([''])]
    #[TestWith(['older'])]
    #[TestWith(['older.1'])]
    #[TestWith(['older.1.2.3'])]
    #[TestWith(['OLDER.1.2'])]
    #[TestWith(['older.-1.2'])]
    #[TestWith(['older.1.2 OR 1=1'])]
    #[TestWith(["older.1.2\n"])]
    #[TestWith(['older.9999999999999.1'])]
    #[TestWith(['older.1.9999999999999999999'])]
    #[TestWith(['sideways.1.2'])]
    public function testAnythingElseIsNone(?string $text): void
    {
        self::assertNull(Cursor::parse($text));
    }
}
