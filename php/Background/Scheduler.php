<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Support\Logger;
use Throwable;

defined('ABSPATH') || exit;

/** Action Scheduler, as far as it is needed: one action, every minute, that does what is due. */
final class Scheduler
{
    public const HOOK = 'telaris_for_woocommerce_due';

    private const GROUP = 'telaris-for-woocommerce';

    /** Seconds. */
    private const EVERY = 60;
    private const BUDGET = 20.0;

    public function __construct(private readonly BackgroundRunner $backgroundRunner, private readonly Logger $logger)
    {
    }

    /** Does what is due. */
    public function run(): void
    {
        $this->backgroundRunner->run(self::BUDGET);
    }

    /** Plans the action where it is not planned: on a new site, or after somebody deleted it. */
    public function ensure(): void
    {
        try {
            if (function_exists('as_has_scheduled_action') && ! as_has_scheduled_action(self::HOOK, [], self::GROUP)) {
                as_schedule_recurring_action(time() + self::EVERY, self::EVERY, self::HOOK, [], self::GROUP, true);
            }
        } catch (Throwable $error) {
            $this->logger->error('The due work could not be scheduled.', ['error' => $error->getMessage()]);
        }
    }

    public static function clear(): void
    {
        if (function_exists('as_unschedule_all_actions')) {
            as_unschedule_all_actions('', [], self::GROUP);
        }
    }
}
