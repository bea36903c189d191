<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Support;

use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Test\TestCase;

final class RowTest extends TestCase
{
    public function testReadsTextAsWhatItIs(): void
    {
        $row = new Row(['n' => '12', 'zero' => '0', 'text' => 'x', 'nothing' => null, 'empty' => '', 'negative' => '-5']);

        self::assertSame([12, 0, -5], [$row->int('n'), $row->int('zero'), $row->number('negative')]);
        self::assertSame([0, null], [$row->int('nothing'), $row->number('nothing')]);
        self::assertSame([0, null], [$row->int('text'), $row->number('text')]);
        self::assertSame([0, null], [$row->int('no such column'), $row->number('no such column')]);
        self::assertSame(['x', '12', ''], [$row->string('text'), $row->string('n'), $row->string('nothing')]);
        self::assertSame(['', null, null], [$row->text('empty'), $row->text('nothing'), $row->text('no such column')]);
    }

    public function testAnArrayIsNoText(): void
    {
        $row = new Row(['list' => ['x']]);
        self::assertNull($row->text('list'));
        self::assertNull($row->number('list'));
    }

    public function testReadsJsonObjectsAndNothingElse(): void
    {
        $row = new Row(['object' => '{"a":{"b":1}}', 'list' => '["x"]', 'text' => '"x"', 'broken' => '{"a"', 'empty' => '', 'nothing' => null]);

        self::assertSame(['a' => ['b' => 1]], $row->json('object'));
        self::assertCount(1, $row->json('list'));
        foreach (['text', 'broken', 'empty', 'nothing', 'no such column'] as $column) {
            self::assertSame([], $row->json($column));
        }
    }
}
