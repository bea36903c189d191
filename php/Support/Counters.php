<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** Numbers that many web heads add to at once. A bucket is a Unix time, rounded down by the caller. */
final class Counters
{
    /** @var array<string, int>|null What preload() read of bucket 0, and nobody asked for yet. */
    private ?array $preloaded = null;

    public function __construct(private readonly Database $database)
    {
    }

    /** Reads all numbers without a bucket in one statement: each is handed out once, so that a second request reads it again. */
    public function preload(): void
    {
        $this->preloaded = [];
        foreach ($this->database->rows('SELECT name, n FROM {counters} WHERE bucket = 0') as $row) {
            $this->preloaded[$row->string('name')] = $row->int('n');
        }
    }

    public function add(string $name, int $bucket): void
    {
        $this->addAll([$name => $bucket]);
    }

    /** @param non-empty-array<string, int> $buckets By name. */
    public function addAll(array $buckets): void
    {
        $values = [];
        foreach ($buckets as $name => $bucket) {
            array_push($values, $name, $bucket);
        }
        $rows = implode(', ', array_fill(0, count($buckets), '(%s, %d, 1)'));
        $this->database->execute("INSERT INTO {counters} (name, bucket, n) VALUES $rows ON DUPLICATE KEY UPDATE n = n + 1", ...$values);
    }

    public function set(string $name, int $value): void
    {
        $this->setAll([$name => $value]);
    }

    /** @param non-empty-array<string, int> $numbers By name. */
    public function setAll(array $numbers): void
    {
        $values = [];
        foreach ($numbers as $name => $number) {
            array_push($values, $name, $number);
            unset($this->preloaded[$name]);
        }
        $rows = implode(', ', array_fill(0, count($numbers), '(%s, 0, %d)'));
        $this->database->execute("INSERT INTO {counters} (name, bucket, n) VALUES $rows ON DUPLICATE KEY UPDATE n = VALUES(n)", ...$values);
    }

    public function get(string $name, int $bucket = 0): int
    {
        if ($bucket === 0 && isset($this->preloaded[$name])) {
            $number = $this->preloaded[$name];
            unset($this->preloaded[$name]);
            return $number;
        }
        return $this->database->number('SELECT n FROM {counters} WHERE name = %s AND bucket = %d', $name, $bucket);
    }

    /** @return int What preload() read and nobody asked for yet; 0 where that is nothing. Never asks the database. */
    public function preloaded(string $name): int
    {
        return $this->preloaded[$name] ?? 0;
    }

    /** Takes what only one at a time may have, until it runs out or is given back by release(). */
    public function claim(string $name, int $seconds): bool
    {
        if ($this->take($name, $seconds)) {
            return true;
        }
        // There is a row from the first time on.
        return $this->database->execute('INSERT IGNORE INTO {counters} (name, bucket, n) VALUES (%s, 0, 0)', $name) === 1
            && $this->take($name, $seconds);
    }

    /**
     * Gives back what claim() took. Where that ran out and another process has taken it since, it stays with that one.
     *
     * @param int $left Seconds that the claim has left, or less than 0.
     */
    public function release(string $name, int $left): void
    {
        // A second for the rounding of the clock.
        $this->database->execute('UPDATE {counters} SET n = 0 WHERE name = %s AND bucket = 0 AND n <= UNIX_TIMESTAMP() + %d', $name, $left + 1);
    }

    /** @phpstan-impure Another process may have taken it, or given it back, meanwhile. */
    private function take(string $name, int $seconds): bool
    {
        return $this->database->execute('UPDATE {counters} SET n = UNIX_TIMESTAMP() + %d WHERE name = %s AND bucket = 0 AND n < UNIX_TIMESTAMP()', $seconds, $name) === 1;
    }

    /** @return array<string, int> By name, summed over the buckets at or after $since. */
    public function sums(string $prefix, int $since): array
    {
        $sums = [];
        $rows = $this->database->rows(
            'SELECT name, SUM(n) AS total FROM {counters} WHERE name LIKE %s AND bucket >= %d GROUP BY name',
            $this->database->like($prefix) . '%',
            $since
        );
        foreach ($rows as $row) {
            $sums[substr($row->string('name'), strlen($prefix))] = $row->int('total');
        }
        return $sums;
    }

    /** @return list<array{name: string, bucket: int, n: int}> The newest; the names without the prefix. */
    public function buckets(string $prefix, int $since, int $limit): array
    {
        return array_map(
            static fn (Row $row): array => ['name' => substr($row->string('name'), strlen($prefix)), 'bucket' => $row->int('bucket'), 'n' => $row->int('n')],
            $this->database->rows('SELECT name, bucket, n FROM {counters} WHERE name LIKE %s AND bucket >= %d ORDER BY bucket DESC, n DESC LIMIT %d', $this->database->like($prefix) . '%', $since, $limit)
        );
    }

    /** @return int The newest bucket of the counters whose names begin so; 0 where there is none. */
    public function latest(string $prefix): int
    {
        return $this->database->number('SELECT MAX(bucket) FROM {counters} WHERE name LIKE %s', $this->database->like($prefix) . '%');
    }

    /** Forgets one kind of counter earlier than the rest. */
    public function forget(string $prefix, int $before): void
    {
        $this->database->execute(
            'DELETE FROM {counters} WHERE name LIKE %s AND bucket > 0 AND bucket < %d',
            $this->database->like($prefix) . '%',
            $before
        );
    }

    public function prune(int $before): void
    {
        $this->database->execute('DELETE FROM {counters} WHERE bucket > 0 AND bucket < %d', $before);
    }
}
