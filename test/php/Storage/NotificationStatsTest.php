<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use DateTimeZone;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\NotificationStats;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;

final class NotificationStatsTest extends TestCase
{
    public function testDaysAreThoseOfTheShopAlsoWhenTheClocksChange(): void
    {
        // In Norway 29 March 2026 has 23 hours and begins at 23:00 UTC the day before; the next at 22:00 UTC.
        $at = static fn (string $utc): int => (int) strtotime("$utc UTC");
        Rows::notification($this->database, null, Outcome::of(ResultCode::Completed), $at('2026-03-28 22:59:59'));
        Rows::notification($this->database, null, Outcome::of(ResultCode::Completed), $at('2026-03-28 23:00:00'));
        Rows::notification($this->database, null, Outcome::of(ResultCode::MissingLink), $at('2026-03-29 21:59:59'));
        Rows::notification($this->database, null, Outcome::of(ResultCode::NotSynced), $at('2026-03-29 22:00:00'));
        Rows::notification($this->database, null, null, $at('2026-03-30 08:00:00'));

        self::assertSame(
            [
                ['date' => '2026-03-28', 'completed' => 1, 'ignored' => 0, 'failed' => 0, 'pending' => 0],
                ['date' => '2026-03-29', 'completed' => 1, 'ignored' => 0, 'failed' => 1, 'pending' => 0],
                ['date' => '2026-03-30', 'completed' => 0, 'ignored' => 1, 'failed' => 0, 'pending' => 1],
            ],
            (new NotificationStats($this->database))->days(3, new DateTimeZone('Europe/Oslo'), $at('2026-03-30 09:00:00'))
        );
    }
}
