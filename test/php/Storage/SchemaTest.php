<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Plugin;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Test\TestCase;

final class SchemaTest extends TestCase
{
    public function testMadeOnceItIsLeftAlone(): void
    {
        $schema = new Schema($this->database, Plugin::SCHEMA_VERSION);
        self::assertTrue($schema->isCurrent());
        self::assertSame([], $this->changes($schema->migrate(...)));
    }

    public function testAnOlderSiteIsMigratedAndDbDeltaFindsNothingToChange(): void
    {
        $schema = new Schema($this->database, Plugin::SCHEMA_VERSION);
        update_option('telaris_for_woocommerce_schema', '0');
        self::assertFalse($schema->isCurrent());

        self::assertSame([], $this->changes($schema->migrate(...)), 'A statement is not in the format that dbDelta() compares.');
        self::assertTrue($schema->isCurrent());
    }

    public function testEveryTableIsThere(): void
    {
        foreach (Schema::TABLES as $table) {
            self::assertSame(0, $this->database->number("SELECT COUNT(*) FROM {{$table}}"), $table);
        }
    }

    public function testAnOrderAndATelarisOrderAreLinkedOnce(): void
    {
        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order) VALUES (1, %s)', 'T1');
        $this->expectException(DatabaseError::class);
        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order) VALUES (2, %s)', 'T1');
    }

    /** One without would make each search read the whole history. */
    public function testEveryColumnThatIsSearchedHasItsIndex(): void
    {
        $leading = [];
        foreach ($this->database->rows('SHOW INDEX FROM {notifications}') as $row) {
            if ($row->int('Seq_in_index') === 1) {
                $leading[] = $row->string('Column_name');
            }
        }
        self::assertSame([], array_diff(NotificationQuery::NUMBERS, $leading));
    }

    /** @return list<string> Statements that made or changed a table. */
    private function changes(callable $do): array
    {
        $changes = [];
        add_filter('query', static function (string $sql) use (&$changes): string {
            if (preg_match('/^\s*(CREATE|ALTER|DROP)\b/i', $sql) === 1) {
                $changes[] = $sql;
            }
            return $sql;
        });
        $do();
        return $changes;
    }
}
