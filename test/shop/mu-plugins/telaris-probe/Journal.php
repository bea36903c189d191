<?php

declare(strict_types=1);

namespace TelarisProbe;

/**
 * What was seen, in files beside the shop.
 *
 * Not in the database: a transaction that is rolled back would take it along,
 * and a fault of the database must not blind the probe. Each entry is one short
 * write at the end of a file, so that processes don't disturb each other and
 * SIGKILL loses nothing.
 */
final class Journal
{
    public function __construct(private readonly string $folder)
    {
        if (!is_dir($folder)) {
            @mkdir($folder, 0777, true);
        }
    }

    public function path(string $name): string
    {
        return $this->folder . '/' . $name;
    }

    /** @param array<string, mixed> $entry */
    public function add(string $name, array $entry): void
    {
        $entry += ['at' => (new \DateTimeImmutable())->format('Y-m-d\TH:i:s.up'), 'pid' => getmypid()];
        file_put_contents($this->path($name), json_encode($entry, JSON_INVALID_UTF8_SUBSTITUTE) . "\n", FILE_APPEND);
    }

    /** @return list<array<string, mixed>> */
    public function all(string $name): array
    {
        if (!is_file($this->path($name))) {
            return [];
        }
        $lines = file($this->path($name), FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES);
        return array_map(static fn (string $line): array => json_decode($line, true), $lines ?: []);
    }

    /** Removes the files of these names; `*` stands for anything. */
    public function forget(string $names): void
    {
        array_map('unlink', glob($this->path($names)) ?: []);
    }
}
