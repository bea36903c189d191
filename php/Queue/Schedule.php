<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Queue;

use TelarisForWooCommerce\Log;
use Throwable;

defined('ABSPATH') || exit;

/** Action Scheduler, as far as it is needed: every minute what is due, and once a day what has become too old. */
final class Schedule
{
    public const HOOK = 'telaris_for_woocommerce_due';

    public const PRUNE = 'telaris_for_woocommerce_prune';

    private const GROUP = 'telaris-for-woocommerce';

    /** Seconds. */
    private const EVERY = [self::HOOK => 60, self::PRUNE => 86400];
    private const BUDGET = 20.0;

    public function __construct(
        private readonly DueWork $work,
        private readonly Pruning $pruning,
        private readonly Log $log,
    ) {
    }

    public function register(): void
    {
        add_action(self::HOOK, fn () => $this->work->run(self::BUDGET));
        add_action(self::PRUNE, fn () => $this->pruning->run(microtime(true) + self::BUDGET));
        add_action('admin_init', $this->ensure(...));
    }

    /** Plans the actions where they are not planned: on a new site, or after somebody deleted them. */
    public function ensure(): void
    {
        try {
            foreach (function_exists('as_has_scheduled_action') ? self::EVERY : [] as $hook => $seconds) {
                if (! as_has_scheduled_action($hook, [], self::GROUP)) {
                    as_schedule_recurring_action(time() + $seconds, $seconds, $hook, [], self::GROUP, true);
                }
            }
        } catch (Throwable $error) {
            $this->log->error('The due work could not be scheduled.', ['error' => $error->getMessage()]);
        }
    }

    public static function clear(): void
    {
        if (function_exists('as_unschedule_all_actions')) {
            as_unschedule_all_actions('', [], self::GROUP);
        }
    }
}
