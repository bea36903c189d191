<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Storage\DueWorkQuery;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Logger;
use Throwable;

defined('ABSPATH') || exit;

/**
 * Action Scheduler, as far as it is needed: one single action for what is due next, and one a day.
 *
 * A quiet shop has only the daily one. When the next run comes is also kept in a counter: asking Action Scheduler costs
 * several queries, and this is asked at every call.
 */
final class Scheduler
{
    public const HOOK_DUE = 'telaris_for_woocommerce_due';
    public const HOOK_DAILY = 'telaris_for_woocommerce_daily';

    private const GROUP = 'telaris-for-woocommerce';

    /**
     * Action Scheduler's is 10, and what is lower goes first: WooCommerce plans an import into its reports for each order
     * that is saved, and at a month's end thousands of them were in front of the orders and emails that wait.
     */
    private const PRIORITY = 5;

    /** Counter: Unix seconds. */
    private const NEXT_RUN = 'next_run_at';

    /** Seconds. */
    private const HOUR = 3600;
    private const DAY = 86400;

    public function __construct(
        private readonly DueWorkQuery $dueWork,
        private readonly Counters $counters,
        private readonly Logger $logger,
    ) {
    }

    /** Makes sure that a run comes by then. Called before work that a crash may leave unfinished. */
    public function planBy(int $at): void
    {
        $this->quietly(function () use ($at): void {
            $next = $this->counters->get(self::NEXT_RUN);
            // One whose time has passed may be late, or gone.
            if ($next > $at || $next <= time()) {
                $this->plan($at);
            }
        });
    }

    /** Plans the run for what is due next. Called when everything that is due by now has been done. */
    public function planNext(int $delay = 0): void
    {
        $this->quietly(function () use ($delay): void {
            $at = $this->dueWork->nextAt();
            if ($at === null) {
                return;
            }
            $at = max($at, time() + $delay);
            $next = $this->counters->get(self::NEXT_RUN);
            if ($next > $at || $next <= time()) {
                $this->plan($at);
            }
        });
    }

    /** Plans the daily action where it is not planned: somebody may have deleted it. */
    public function ensureDaily(): void
    {
        $this->quietly(static function (): void {
            if (! as_has_scheduled_action(self::HOOK_DAILY, null, self::GROUP)) {
                as_schedule_recurring_action(time() + self::HOUR, self::DAY, self::HOOK_DAILY, [], self::GROUP, true);
            }
        });
    }

    /** Plans everything anew: on activation, and where another version of the plugin planned it before. */
    public function restart(): void
    {
        self::clear();
        $this->quietly(fn () => $this->counters->set(self::NEXT_RUN, 0));
        $this->ensureDaily();
        $this->planNext();
    }

    public static function clear(): void
    {
        if (function_exists('as_unschedule_all_actions')) {
            as_unschedule_all_actions('', [], self::GROUP);
        }
    }

    private function plan(int $at): void
    {
        if (as_schedule_single_action($at, self::HOOK_DUE, [], self::GROUP, true, self::PRIORITY) === 0) {
            // One waits or runs.
            $next = as_next_scheduled_action(self::HOOK_DUE, null, self::GROUP);
            if ($next === true) {
                // The one that runs may have looked already.
                as_schedule_single_action($at, self::HOOK_DUE, [], self::GROUP, false, self::PRIORITY);
            } elseif (is_int($next) && $next > $at) {
                as_unschedule_action(self::HOOK_DUE, [], self::GROUP);
                as_schedule_single_action($at, self::HOOK_DUE, [], self::GROUP, true, self::PRIORITY);
            }
        }
        $this->counters->set(self::NEXT_RUN, $at);
        $this->ensureDaily();
    }

    /** @param callable(): void $do */
    private function quietly(callable $do): void
    {
        if (! function_exists('as_schedule_single_action')) {
            return;
        }
        try {
            $do();
        } catch (Throwable $error) {
            $this->logger->error('Background work could not be scheduled.', ['error' => $error->getMessage()]);
        }
    }
}
