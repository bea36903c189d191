<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** What was told by alerts so far. Times are Unix seconds; 0 stands for never. */
final class AlertRecord
{
    /**
     * @param list<int> $rows Notifications that were told of and still need attention.
     * @param list<string> $problems Of the connection, by code, likewise.
     * @param int $sentAt The last digest; 0 after it was told that all is well again.
     * @param int $since When a problem that is not told yet was first seen.
     * @param int $nextAt When to look again.
     * @param int $claimedUntil Until when one process sends, so that no other does.
     * @param int $lookedAt When the connection was last looked at.
     */
    public function __construct(
        public readonly array $rows = [],
        public readonly array $problems = [],
        public readonly int $sentAt = 0,
        public readonly int $since = 0,
        public readonly int $nextAt = 0,
        public readonly int $claimedUntil = 0,
        public readonly int $lookedAt = 0,
    ) {
    }

    public static function fromText(string $text): self
    {
        $row = new Row(['record' => $text]);
        $record = $row->json('record');
        $numbers = new Row($record);
        $list = static fn (string $name): array => is_array($record[$name] ?? null) ? array_values($record[$name]) : [];
        return new self(
            array_map('intval', array_values(array_filter($list('rows'), is_numeric(...)))),
            array_values(array_filter($list('problems'), is_string(...))),
            $numbers->int('sent_at'),
            $numbers->int('since'),
            $numbers->int('next_at'),
            $numbers->int('claimed_until'),
            $numbers->int('looked_at')
        );
    }

    public function toText(): string
    {
        return (string) wp_json_encode([
            'rows' => $this->rows,
            'problems' => $this->problems,
            'sent_at' => $this->sentAt,
            'since' => $this->since,
            'next_at' => $this->nextAt,
            'claimed_until' => $this->claimedUntil,
            'looked_at' => $this->lookedAt,
        ]);
    }

    /** The same, with one process at work on it. */
    public function claimed(int $until): self
    {
        return new self($this->rows, $this->problems, $this->sentAt, $this->since, $until, $until, $this->lookedAt);
    }
}
