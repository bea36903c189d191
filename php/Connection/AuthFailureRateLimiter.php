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

    /** Seconds that is kept when an address had a failure: as long as recent() counts it, so that it is known whether Telaris got through since. */
    public const KEPT = 2 * self::HOUR;
    private const PREFIX = 'refused:';
    public const ADDRESS = 'address:';
    public const RANGE = 'from:';

    public function __construct(private readonly Counters $counters)
    {
    }

    /** @return bool Whether this address had too many. */
    public function count(AuthFailure $refusal, string $address): bool
    {
        $now = time();
        // The address is kept only as a keyed hash, and for two hours.
        $from = self::ADDRESS . substr(wp_hash($address), 0, 32);
        $window = $now - $now % self::WINDOW;
        $this->counters->addAll([$from => $window, self::PREFIX . $refusal->value => $now - $now % self::HOUR, self::RANGE . "$refusal->value:" . self::range($address) => $now - $now % self::HOUR]);
        return $this->counters->get($from, $window) > self::LIMIT;
    }

    /** @return list<array{reason: string, range: string, hour: int, count: int}> The newest. */
    public function byHour(int $since, int $limit): array
    {
        return array_map(
            static function (array $counted): array {
                [$reason, $range] = explode(':', $counted['name'], 2) + ['', ''];
                return ['reason' => $reason, 'range' => $range, 'hour' => $counted['bucket'], 'count' => $counted['n']];
            },
            $this->counters->buckets(self::RANGE, $since, $limit)
        );
    }

    /** @return string As WordPress makes an address nobody's: without the last part, which names a machine. */
    private static function range(string $address): string
    {
        $range = filter_var($address, FILTER_VALIDATE_IP) === false ? '' : wp_privacy_anonymize_ip($address);
        return $range === '' ? '' : $range . (str_contains($range, ':') ? '/64' : '/24');
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
