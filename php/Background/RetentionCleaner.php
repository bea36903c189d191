<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Connection\AuthFailureRateLimiter;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Removes what is older than the retention, in small steps; what failed or needs a check stays until it is resolved. */
final class RetentionCleaner
{
    private const STEP = 500;
    private const DAY = 86400;

    public function __construct(
        private readonly Database $database,
        private readonly Counters $counters,
        private readonly Settings $settings,
    ) {
    }

    /** @throws DatabaseError */
    public function run(float $until): void
    {
        $before = time() - $this->settings->retentionDays() * self::DAY;
        do {
            $removed = $this->step($before);
        } while ($removed === self::STEP && microtime(true) < $until);
        $this->counters->prune($before);
        $this->counters->forget(AuthFailureRateLimiter::ADDRESS, time() - 2 * AuthFailureRateLimiter::WINDOW);
    }

    /** @throws DatabaseError */
    private function step(int $before): int
    {
        $ids = [];
        $rows = $this->database->rows(
            'SELECT id FROM {notifications} WHERE received_at < %d AND updated_at < %d AND state IN (%s, %s) AND needs_check = 0 ORDER BY received_at LIMIT %d',
            $before,
            $before,
            'completed',
            'ignored',
            self::STEP
        );
        foreach ($rows as $row) {
            $ids[] = $row->int('id');
        }
        if ($ids !== []) {
            $in = implode(', ', array_fill(0, count($ids), '%d'));
            $this->database->execute("DELETE FROM {attempts} WHERE notification_id IN ($in)", ...$ids);
            $this->database->execute("DELETE FROM {notifications} WHERE id IN ($in)", ...$ids);
        }
        return count($ids);
    }
}
