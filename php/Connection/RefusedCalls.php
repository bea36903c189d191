<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Domain\RefusedCall;
use TelarisForWooCommerce\Storage\RefusedCallRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;

defined('ABSPATH') || exit;

/**
 * The log of refused calls. Of a caller that proved to be Telaris, what could be read of each; of anybody else, how many
 * by reason and hour, so that nobody can write into the shop's database without a secret.
 */
final class RefusedCalls
{
    /** Seconds. */
    private const DAY = 86_400;
    private const SHOWN = 100;
    private const NAMED = 5;

    public function __construct(
        private readonly RefusedCallRepository $calls,
        private readonly AuthFailureRateLimiter $rateLimiter,
        private readonly Logger $logger,
    ) {
    }

    public function record(RefusedCall $call): void
    {
        try {
            $this->calls->record($call);
        } catch (DatabaseError $error) {
            $this->logger->error('A refused call could not be noted.', ['code' => $call->code, 'error' => $error->getMessage()]);
        }
    }

    /**
     * @return list<RefusedCall> The newest first; those of nobody known are one for each reason, hour and range of addresses.
     */
    public function newest(): array
    {
        $calls = $this->calls->newest(self::SHOWN);
        foreach ($this->rateLimiter->byHour(time() - self::DAY, self::SHOWN) as ['reason' => $reason, 'range' => $range, 'hour' => $hour, 'count' => $count]) {
            $calls[] = new RefusedCall($reason, (string) AuthFailure::tryFrom($reason)?->message(), times: $count, at: $hour, from: $range === '' ? null : $range);
        }
        usort($calls, static fn (RefusedCall $one, RefusedCall $other): int => $other->at <=> $one->at);
        return array_slice($calls, 0, self::SHOWN);
    }

    /** @return list<array{reason: string, range: string, count: int}> In the last day, of callers that did not prove to be Telaris: the most first. */
    public function unprovenBySender(): array
    {
        $senders = [];
        foreach ($this->rateLimiter->byHour(time() - self::DAY, self::SHOWN) as ['reason' => $reason, 'range' => $range, 'count' => $count]) {
            $senders["$reason $range"] = ['reason' => $reason, 'range' => $range, 'count' => $count + ($senders["$reason $range"]['count'] ?? 0)];
        }
        usort($senders, static fn (array $one, array $other): int => $other['count'] <=> $one['count']);
        return array_slice($senders, 0, self::NAMED);
    }

    /** @return int Refused in the last day, of a caller that proved to be Telaris. */
    public function lastDay(): int
    {
        return $this->calls->countSince(time() - self::DAY);
    }

    /** @return int When one of those last came, within five minutes; 0 where none did lately. */
    public function unprovenAt(): int
    {
        return $this->rateLimiter->lastAt();
    }

    /** @return array<string, int> In the last hour, of callers that did not, by reason. */
    public function unproven(): array
    {
        return $this->rateLimiter->recent();
    }
}
