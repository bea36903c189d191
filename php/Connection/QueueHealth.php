<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Storage\DueWorkQuery;

defined('ABSPATH') || exit;

/** Is what is due worked off in time? */
final class QueueHealth
{
    /** Seconds that are nothing unusual: WordPress's cron needs somebody who visits the shop. */
    private const PATIENCE = 900;

    /** Seconds after its time until the daily action is missed. */
    private const DAILY_PATIENCE = 86_400;

    public function __construct(private readonly DueWorkQuery $dueWork, private readonly string $dailyHook)
    {
    }

    /** @return int|null Since when something waits that should be done, in Unix seconds; null where the queue is in time. */
    public function lateSince(): ?int
    {
        $work = $this->dueWork->workAt();
        if ($work !== null && $work < time() - self::PATIENCE) {
            return $work;
        }
        // Nothing else may be due for days: the daily action says whether the queue is worked off at all.
        $daily = $this->dailyAt();
        return $daily !== null && $daily < time() - self::DAILY_PATIENCE ? $daily : null;
    }

    /** Whether wp-config.php has switched WordPress's own cron off. */
    public static function isCronOff(): bool
    {
        return defined('DISABLE_WP_CRON') && DISABLE_WP_CRON === true;
    }

    private function dailyAt(): ?int
    {
        $at = function_exists('as_next_scheduled_action') ? as_next_scheduled_action($this->dailyHook) : false;
        return is_int($at) ? $at : null;
    }
}
