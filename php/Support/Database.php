<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

use wpdb;

defined('ABSPATH') || exit;

/**
 * $wpdb with prepared statements only, and with exceptions where $wpdb returns false.
 *
 * `{name}` in a statement stands for this site's table `…telaris_name`, `[name]` for WordPress's own `…name`.
 */
final class Database
{
    /** The errors of MySQL, MariaDB and the SQLite driver when somebody else has the row. */
    private const BUSY = '/deadlock|lock wait timeout|database (?:table )?is locked|record has changed since/i';

    /** Their errors where a table or a column is missing. */
    private const INCOMPLETE = "/doesn't exist|unknown column|no such (?:table|column)|has no column named/i";

    private const TRIES = 3;

    /** Seconds. */
    private const PATIENCE = 2.0;

    private bool $isIncomplete = false;

    public function __construct(private readonly wpdb $wpdb)
    {
    }

    /** Whether a statement of this request met a table or a column that is not there. */
    public function isIncomplete(): bool
    {
        return $this->isIncomplete;
    }

    /** Lets dbDelta() bring a table into the form of a CREATE statement. It reports no error where the database refuses. */
    public function alter(string $statement): void
    {
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        $before = $this->wpdb->suppress_errors(true);
        try {
            dbDelta($statement);
        } finally {
            $this->wpdb->suppress_errors($before);
        }
    }

    /** A table of WordPress or another plug-in; in a statement, [name] is the same. */
    public function foreign(string $name): string
    {
        return $this->wpdb->prefix . $name;
    }

    public function table(string $name): string
    {
        return $this->wpdb->prefix . 'telaris_' . $name;
    }

    /** Known from the connection's handshake: no statement. */
    public function isMariaDb(): bool
    {
        return str_contains(strtolower((string) $this->wpdb->db_server_info()), 'mariadb');
    }

    /**
     * An id as it is stored. WordPress's driver for SQLite compares all text without regard to case, so there a capital
     * letter is kept as a small one with a "^" before it, which no id has.
     */
    public function storedId(string $id): string
    {
        return is_a($this->wpdb, 'WP_SQLite_DB') ? (string) preg_replace_callback('/[A-Z]/', static fn (array $letter): string => '^' . strtolower($letter[0]), $id) : $id;
    }

    /**
     * Makes durable what was written until now: another plug-in may have left a transaction open, which the database
     * undoes when the connection closes. Without one it does nothing.
     */
    public function commit(): void
    {
        $this->execute('COMMIT');
    }

    /** Another plug-in switched it off: until it is on again, each statement is in a transaction that nobody ends. */
    public function switchAutocommitOn(): void
    {
        $this->execute('SET autocommit = 1');
    }

    public function collation(): string
    {
        return $this->wpdb->get_charset_collate();
    }

    /** @return int Rows changed. */
    public function execute(string $sql, string|int|null ...$values): int
    {
        $result = $this->quietly(fn () => $this->wpdb->query($this->prepare($sql, $values))); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- prepare() does.
        return is_int($result) ? $result : 0;
    }

    /** @return int|null The new row's id; null where a unique key made INSERT IGNORE skip it. */
    public function insert(string $sql, string|int|null ...$values): ?int
    {
        return $this->execute($sql, ...$values) === 1 ? (int) $this->wpdb->insert_id : null;
    }

    /** @return list<Row> */
    public function rows(string $sql, string|int|null ...$values): array
    {
        $rows = $this->quietly(fn () => $this->wpdb->get_results($this->prepare($sql, $values), ARRAY_A)); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- prepare() does.
        $list = [];
        foreach (is_array($rows) ? $rows : [] as $row) {
            if (is_array($row)) {
                $list[] = new Row($row);
            }
        }
        return $list;
    }

    public function row(string $sql, string|int|null ...$values): ?Row
    {
        return $this->rows($sql, ...$values)[0] ?? null;
    }

    public function number(string $sql, string|int|null ...$values): int
    {
        $value = $this->quietly(fn () => $this->wpdb->get_var($this->prepare($sql, $values))); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- prepare() does.
        return is_numeric($value) ? (int) $value : 0;
    }

    /**
     * The placeholders of an IN (…).
     *
     * @param non-empty-array<int|string> $values All numbers, or all texts.
     */
    public static function places(array $values): string
    {
        return implode(', ', array_fill(0, count($values), is_int(reset($values)) ? '%d' : '%s'));
    }

    /** A prepared part of a statement that somebody else runs, such as WooCommerce's list of orders. */
    public function fragment(string $sql, string|int|null ...$values): string
    {
        return $this->prepare($sql, $values);
    }

    /** Escapes the wildcards of a LIKE. */
    public function like(string $text): string
    {
        return $this->wpdb->esc_like($text);
    }

    /** @param array<string|int|null> $values */
    private function prepare(string $sql, array $values): string
    {
        $sql = (string) preg_replace_callback(
            '/\{(\w+)\}|\[(\w+)\]/',
            fn (array $match): string => $match[1] !== '' ? $this->table($match[1]) : $this->wpdb->prefix . $match[2],
            $sql
        );
        // wpdb::prepare() has no placeholder for NULL.
        $kept = [];
        $sql = (string) preg_replace_callback(
            '/%[sd]/',
            static function (array $match) use (&$values, &$kept): string {
                $value = array_shift($values);
                if ($value === null) {
                    return 'NULL';
                }
                $kept[] = $value;
                return $match[0];
            },
            $sql
        );
        if ($kept === []) {
            return $sql;
        }
        // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- the one place that prepares; callers pass literals.
        return (string) $this->wpdb->prepare($sql, ...$kept); // @phpstan-ignore argument.type (the table names are filled in above)
    }

    /**
     * Runs one statement, and once more where the database chose it as a deadlock's victim: alone in its transaction,
     * it did nothing then.
     */
    private function quietly(callable $run): mixed
    {
        $until = microtime(true) + self::PATIENCE;
        for ($try = 1; $try < self::TRIES; $try++) {
            try {
                return $this->once($run);
            } catch (DatabaseBusy $busy) {
                if (microtime(true) > $until) {
                    // It was no deadlock but a long wait; a second one helps nobody.
                    throw $busy;
                }
                // A host may have switched it off.
                function_exists('usleep') && usleep(random_int(1_000, 20_000) * $try);
            }
        }
        return $this->once($run);
    }

    /** Runs one statement without wpdb printing its errors. */
    private function once(callable $run): mixed
    {
        $before = $this->wpdb->suppress_errors(true);
        try {
            $result = $run();
        } finally {
            $this->wpdb->suppress_errors($before);
        }
        $error = (string) $this->wpdb->last_error;
        if ($error !== '' || $result === false) {
            // The SQLite driver puts it into a page of HTML.
            $said = mb_substr(wp_strip_all_tags($error), 0, 500);
            $this->isIncomplete = $this->isIncomplete || preg_match(self::INCOMPLETE, $error) === 1;
            // For the log only: no answer has it.
            $failure = preg_match(self::BUSY, $error) === 1 ? new DatabaseBusy($said) : new DatabaseError($said);
            throw $failure;
        }
        return $result;
    }
}
