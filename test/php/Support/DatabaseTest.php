<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Support;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseBusy;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Test\TestCase;
use wpdb;

final class DatabaseTest extends TestCase
{
    /** @return array<string, array{string, list<string|int|null>, string}> */
    public static function statements(): array
    {
        return [
            'our table' => ['SELECT * FROM {orders}', [], 'SELECT * FROM wp_telaris_orders'],
            "WordPress's table" => ['SELECT * FROM [posts]', [], 'SELECT * FROM wp_posts'],
            'both, twice' => ['SELECT {a}.x FROM {a} JOIN [b] ON [b].y = {a}.x', [], 'SELECT wp_telaris_a.x FROM wp_telaris_a JOIN wp_b ON wp_b.y = wp_telaris_a.x'],
            'values' => ['SELECT %s, %d', ['x', 7], "SELECT 'x', 7"],
            'NULL' => ['SELECT %s, %d', [null, null], 'SELECT NULL, NULL'],
            'NULL among values' => ['SELECT %s, %d, %s, %d', ['a', null, 'b', 5], "SELECT 'a', NULL, 'b', 5"],
            'a first NULL' => ['SELECT %s, %s', [null, 'b'], "SELECT NULL, 'b'"],
            'quotes' => ['SELECT %s', ["O'Hara"], "SELECT 'O\\'Hara'"],
            'names in a value' => ['SELECT %s FROM {orders}', ['{orders} [posts]'], "SELECT '{orders} [posts]' FROM wp_telaris_orders"],
            'placeholders in a value' => ['SELECT %s, %s', ['%d %s', 'x'], "SELECT '%d %s', 'x'"],
            'a number too big for 32 bits' => ['SELECT %d', [PHP_INT_MAX], 'SELECT 9223372036854775807'],
            'nothing to fill in' => ['SELECT 1', [], 'SELECT 1'],
        ];
    }

    /** @param list<string|int|null> $values */
    #[DataProvider('statements')]
    public function testFillsInNamesAndValues(string $sql, array $values, string $expected): void
    {
        $seen = '';
        add_filter('query', static function (string $sql) use (&$seen): string {
            $seen = $sql;
            return 'SELECT 1';
        });
        $this->database->rows($sql, ...$values);

        /** @var wpdb $wpdb */
        $wpdb = $GLOBALS['wpdb'];
        self::assertSame($expected, $wpdb->remove_placeholder_escape($seen));
    }

    public function testValuesComeBackAsTheyWere(): void
    {
        $value = "O'Hara \\ \"x\" %s % {orders} [posts]\n<b>æ😀";
        $row = $this->database->row('SELECT %s AS a, %s AS b, %d AS c', $value, null, -7);

        self::assertInstanceOf(Row::class, $row);
        self::assertSame([$value, null, -7], [$row->text('a'), $row->text('b'), $row->number('c')]);
    }

    public function testTablesBelongToTheSiteOfAMultisite(): void
    {
        /** @var wpdb $wpdb */
        $wpdb = $GLOBALS['wpdb'];
        try {
            $wpdb->set_prefix('wp_2_');
            self::assertSame('wp_2_telaris_orders', $this->database->table('orders'));
        } finally {
            $wpdb->set_prefix('wp_');
        }
    }

    public function testReturnsHowManyRowsChanged(): void
    {
        self::assertSame(1, $this->database->execute('INSERT INTO {counters} (name, bucket, n) VALUES (%s, 0, 1)', 'a'));
        self::assertSame(0, $this->database->execute('INSERT IGNORE INTO {counters} (name, bucket, n) VALUES (%s, 0, 1)', 'a'));
        self::assertSame(0, $this->database->execute('UPDATE {counters} SET n = 2 WHERE name = %s', 'b'));
        self::assertSame(1, $this->database->number('SELECT n FROM {counters} WHERE name = %s', 'a'));
        self::assertSame(0, $this->database->number('SELECT n FROM {counters} WHERE name = %s', 'b'));
        self::assertNull($this->database->row('SELECT n FROM {counters} WHERE name = %s', 'b'));
    }

    public function testAFaultIsAnExceptionAndIsNotPrinted(): void
    {
        /** @var wpdb $wpdb */
        $wpdb = $GLOBALS['wpdb'];
        $wpdb->show_errors();
        try {
            $this->database->rows('SELECT * FROM {nowhere}');
            self::fail('There was no fault.');
        } catch (DatabaseError $error) {
            self::assertNotInstanceOf(DatabaseBusy::class, $error);
            self::assertFalse($wpdb->suppress_errors, 'It is put back.');
        } finally {
            $wpdb->hide_errors();
        }
        self::assertSame([], $this->database->rows('SELECT * FROM {orders}'), 'The next statement is not blamed.');
    }

    /** @return array<string, array{string, bool}> */
    public static function errors(): array
    {
        return [
            'deadlock' => ['Deadlock found when trying to get lock; try restarting transaction', true],
            'lock wait' => ['Lock wait timeout exceeded; try restarting transaction', true],
            'SQLite' => ['SQLSTATE[HY000]: General error: 5 database is locked', true],
            'SQLite table' => ['database table is locked: wp_telaris_orders', true],
            'MariaDB 11 snapshot' => ["Record has changed since last read in table 'wp_telaris_orders'", true],
            'gone' => ['MySQL server has gone away', false],
            'syntax' => ['You have an error in your SQL syntax', false],
        ];
    }

    #[DataProvider('errors')]
    public function testWhatIsBusyIsTriedAgainAFewTimes(string $message, bool $busy): void
    {
        $wpdb = new class ($message) extends wpdb {
            public int $asked = 0;

            public function __construct(private readonly string $message)
            {
            }

            public function query($query)
            {
                $this->asked++;
                $this->last_error = $this->message;
                return false;
            }
        };
        try {
            (new Database($wpdb))->execute('DELETE FROM nowhere');
            self::fail('It was taken for done.');
        } catch (DatabaseError $error) {
            self::assertSame($busy, $error instanceof DatabaseBusy);
            self::assertSame($message, $error->getMessage());
        }
        self::assertSame($busy ? 3 : 1, $wpdb->asked);
    }

    public function testADeadlockThatResolvesIsNoFault(): void
    {
        $wpdb = new class extends wpdb {
            public int $asked = 0;

            public function __construct()
            {
            }

            public function query($query)
            {
                $this->last_error = ++$this->asked === 1 ? 'Deadlock found' : '';
                return $this->asked === 1 ? false : 1;
            }
        };
        self::assertSame(1, (new Database($wpdb))->execute('DELETE FROM nowhere'));
        self::assertSame(2, $wpdb->asked);
    }
}
