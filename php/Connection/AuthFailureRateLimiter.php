<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Support\Counters;

defined('ABSPATH') || exit;

/** Counts refused calls by reason and hour, without their content; and limits them per address. */
final class AuthFailureRateLimiter
{
    /** Failures an address may have in one window. */
    private const LIMIT = 60;

    /** Seconds. */
    public const WINDOW = 300;
    private const HOUR = 3600;
    private const PREFIX = 'refused:';
    public const ADDRESS = 'address:';

    public function __construct(private readonly Counters $counters)
    {
    }

    /** @return bool Whether this address had too many. */
    public function count(AuthFailure $refusal, string $address): bool
    {
        $now = time();
        // The address is kept only as a keyed hash, and only for as long as the window.
        $from = self::ADDRESS . substr(wp_hash($address), 0, 32);
        $window = $now - $now % self::WINDOW;
        $this->counters->addAll([$from => $window, self::PREFIX . $refusal->value => $now - $now % self::HOUR]);
        return $this->counters->get($from, $window) > self::LIMIT;
    }

    /** @return list<array{reason: string, hour: int, count: int}> */
    public function byHour(int $since): array
    {
        return array_map(
            static fn (array $counted): array => ['reason' => $counted['name'], 'hour' => $counted['bucket'], 'count' => $counted['n']],
            $this->counters->buckets(self::PREFIX, $since)
        );
    }

    /** @return int When a call was last refused, rounded down to a window; 0 where none was lately. */
    public function lastAt(): int
    {
        return $this->counters->latest(self::ADDRESS);
    }

    /** @return array<string, int> By reason, in this hour and the last. */
    public function recent(): array
    {
        return $this->counters->sums(self::PREFIX, time() - self::HOUR);
    }
}
