<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** Numbers that many web heads add to at once. A bucket is a Unix time, rounded down by whoever counts. */
final class Counters
{
    public function __construct(private readonly Database $database)
    {
    }

    public function add(string $name, int $bucket): void
    {
        $this->database->execute(
            'INSERT INTO {counters} (name, bucket, n) VALUES (%s, %d, 1) ON DUPLICATE KEY UPDATE n = n + 1',
            $name,
            $bucket
        );
    }

    public function set(string $name, int $value): void
    {
        $this->database->execute(
            'INSERT INTO {counters} (name, bucket, n) VALUES (%s, 0, %d) ON DUPLICATE KEY UPDATE n = VALUES(n)',
            $name,
            $value
        );
    }

    public function get(string $name, int $bucket = 0): int
    {
        return $this->database->number('SELECT n FROM {counters} WHERE name = %s AND bucket = %d', $name, $bucket);
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
