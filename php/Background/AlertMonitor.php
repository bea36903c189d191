<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Connection\AuthFailure;
use TelarisForWooCommerce\Connection\ConnectionHealth;
use TelarisForWooCommerce\Domain\AlertRecord;
use TelarisForWooCommerce\Storage\AlertState;
use TelarisForWooCommerce\Storage\AttentionQuery;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\WooCommerce\AlertMailer;

defined('ABSPATH') || exit;

/**
 * Decides when the shop's people are told that something needs attention: ten minutes after it began, so that what
 * heals by itself goes untold; then at most once an hour and only of what is new; and once when all is well again.
 */
final class AlertMonitor
{
    /** Seconds that a failure may heal by itself. The queue runs within five minutes of them. */
    public const GRACE = 600;

    /** Seconds after a refused call, until it is looked at; and again, until it is told. */
    public const LOOK = 300;

    /** Seconds between two digests. */
    private const PAUSE = 3600;

    /** Seconds after which a process that sends is taken for dead. */
    private const CLAIM = 300;

    /** Seconds until an email that could not be sent is tried again. */
    private const AGAIN = 900;

    /** Anybody on the internet can cause these; they are shown, and nobody is written to. */
    private const UNTOLD = [AuthFailure::NotAuthenticated, AuthFailure::MethodNotAllowed];

    public function __construct(
        private readonly AlertState $state,
        private readonly AttentionQuery $attention,
        private readonly ConnectionHealth $health,
        private readonly AlertDigestBuilder $digests,
        private readonly AlertMailer $mailer,
        private readonly Logger $logger,
    ) {
    }

    public function run(): void
    {
        $now = time();
        $record = $this->state->read();
        if ($record->claimedUntil > $now) {
            return;
        }
        $since = $this->attention->since();
        $isDue = $record->nextAt !== 0 && $record->nextAt <= $now;
        if (! $isDue && $record->lookedAt > $now - self::GRACE && self::isKnown($record, array_keys($since), $now)) {
            return;
        }
        $this->decide($now, $record, $since, $this->problems($record));
    }

    /**
     * Whether nothing needs another look: the connection's health takes many statements, and this runs after every call.
     *
     * @param list<int> $rows What needs attention.
     */
    private static function isKnown(AlertRecord $record, array $rows, int $now): bool
    {
        if ($rows === []) {
            return $record->rows === [] && $record->problems === [] && $record->since === 0;
        }
        // What was told is still there, and what is new has its time already.
        return array_diff($record->rows, $rows) === [] && ($record->nextAt > $now || array_diff($rows, $record->rows) === []);
    }

    /** In a copy of the shop its rows are the shop's own: told is only that Telaris calls here. */
    public function runInMovedShop(): void
    {
        $record = $this->state->read();
        $now = time();
        if ($this->health->refusedAsMoved() > 0 && ! in_array('shop_moved', $record->problems, true) && $record->claimedUntil <= $now) {
            $this->tell($now, $record, [], ['shop_moved'], false);
        }
    }

    /**
     * @param array<int, int> $since What needs attention, and since when.
     * @param list<string> $problems
     */
    private function decide(int $now, AlertRecord $record, array $since, array $problems): void
    {
        $rows = array_keys($since);
        if ($rows === [] && $problems === []) {
            $isTold = $record->rows !== [] || $record->problems !== [];
            $isTold ? $this->tell($now, $record, [], [], true) : $this->keep($record, new AlertRecord(lookedAt: $now));
            return;
        }
        $dues = array_map(static fn (int $at): int => $at + self::GRACE, array_values(array_diff_key($since, array_flip($record->rows))));
        $problemsSince = 0;
        if (array_diff($problems, $record->problems) !== []) {
            $problemsSince = $record->since === 0 ? $now : $record->since;
            $dues[] = $problemsSince + self::LOOK;
        }
        $due = $dues === [] ? 0 : max(min($dues), $record->sentAt === 0 ? 0 : $record->sentAt + self::PAUSE);
        if ($dues !== [] && $due <= $now) {
            $this->tell($now, $record, $rows, $problems, false);
            return;
        }
        $this->keep($record, new AlertRecord(
            array_values(array_intersect($record->rows, $rows)),
            array_values(array_intersect($record->problems, $problems)),
            $record->sentAt,
            $problemsSince,
            $due,
            0,
            $now
        ));
    }

    /**
     * A problem with calls is over once Telaris got through, not when it gave up calling.
     *
     * @return list<string> By code.
     */
    private function problems(AlertRecord $record): array
    {
        $byCalls = static fn (string $code): bool => AuthFailure::tryFrom($code) !== null;
        // Where Telaris was never connected, somebody is about to.
        $untold = array_map(static fn (AuthFailure $failure): string => $failure->value, self::UNTOLD);
        $untold = $this->health->lastContact() === null ? [...$untold, 'no_way_in'] : $untold;
        $found = array_diff(array_column($this->health->problems(), 'code'), $untold);
        $found = [...$found, ...array_filter($record->problems, $byCalls)];
        if (array_filter($found, $byCalls) !== [] && $this->health->getsThrough()) {
            $found = array_filter($found, static fn (string $code): bool => ! $byCalls($code));
        }
        return array_values(array_unique($found));
    }

    private function keep(AlertRecord $seen, AlertRecord $now): void
    {
        $this->state->change($seen, $now);
    }

    /**
     * @param list<int> $rows
     * @param list<string> $problems
     */
    private function tell(int $now, AlertRecord $record, array $rows, array $problems, bool $recovered): void
    {
        $claimed = $record->claimed($now + self::CLAIM);
        if (! $this->state->change($record, $claimed)) {
            // Another process is at it.
            return;
        }
        $told = $recovered ? new AlertRecord(lookedAt: $now) : new AlertRecord($rows, $problems, $now, lookedAt: $now);
        if ($this->mailer->isEnabled() && ! $this->mailer->send($recovered ? $this->digests->recovered() : $this->digests->of($rows, $problems))) {
            $this->logger->error('An alert could not be sent.', []);
            $told = new AlertRecord($record->rows, $record->problems, $record->sentAt, $record->since, $now + self::AGAIN, 0, $now);
        }
        $this->state->change($claimed, $told);
    }
}
