<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use DateTimeImmutable;
use DateTimeZone;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/** How many notifications came a day, by the state they are in now. */
final class NotificationStats
{
    public function __construct(private readonly Database $database)
    {
    }

    /**
     * @param int $days Today included.
     * @return list<array{date: string, completed: int, ignored: int, failed: int, pending: int}> Oldest first; days of the shop's own time zone.
     */
    public function days(int $days, DateTimeZone $zone, int $now): array
    {
        $today = (new DateTimeImmutable("@$now"))->setTimezone($zone)->setTime(0, 0);
        $stats = [];
        for ($back = $days - 1; $back >= 0; $back--) {
            $from = $today->modify("-$back days");
            $stats[] = ['date' => $from->format('Y-m-d')] + $this->between($from->getTimestamp(), $from->modify('+1 day')->getTimestamp());
        }
        return $stats;
    }

    /** @return list<bool> Whether each of the last days had a message, oldest first; days of 24 hours that end now. */
    public function busyDays(int $days, int $now): array
    {
        $parts = $values = [];
        for ($back = $days; $back > 0; $back--) {
            $parts[] = 'SELECT %d AS back, EXISTS (SELECT 1 FROM {notifications} WHERE received_at > %d AND received_at <= %d) AS busy';
            array_push($values, $back, $now - $back * 86400, $now - ($back - 1) * 86400);
        }
        $busy = array_fill(0, $days, false);
        foreach ($this->database->rows(implode(' UNION ALL ', $parts), ...$values) as $row) {
            $busy[$days - $row->int('back')] = $row->int('busy') === 1;
        }
        return array_values($busy);
    }

    /** @return array{completed: int, ignored: int, failed: int, pending: int} */
    private function between(int $from, int $to): array
    {
        $counts = ['completed' => 0, 'ignored' => 0, 'failed' => 0, 'pending' => 0];
        // State by state, each along its index: half of what GROUP BY costs where a day has thousands.
        $parts = $values = [];
        foreach (array_keys($counts) as $state) {
            $parts[] = 'SELECT %s AS state, COUNT(*) AS n FROM {notifications} WHERE state = %s AND received_at >= %d AND received_at < %d';
            array_push($values, $state, $state, $from, $to);
        }
        foreach ($this->database->rows(implode(' UNION ALL ', $parts), ...$values) as $row) {
            $state = NotificationStatus::tryFrom($row->string('state'));
            if ($state !== null) {
                $counts[$state->value] = $row->int('n');
            }
        }
        return $counts;
    }
}
