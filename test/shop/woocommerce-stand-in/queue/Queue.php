<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Queue;

use WooCommerceStandIn\Install\Tables;

defined('ABSPATH') || exit;

/**
 * Work for later, behind Action Scheduler's functions: rows of one table, run from WP-Cron or WP-CLI.
 *
 * A row's status is pending, in-progress, complete, failed or canceled. One that throws has failed and is not tried
 * again; a recurring one gets its next row either way.
 */
final class Queue
{
    /** The name that Action Scheduler gives its own WP-Cron event. */
    private const EVENT = 'action_scheduler_run_queue';

    /** @var bool */
    private static $ready = false;

    public static function register(): void
    {
        add_filter('cron_schedules', [self::class, 'add_schedule']);
        add_action('init', [self::class, 'start'], 1);
        add_action(self::EVENT, [self::class, 'run']);
    }

    /**
     * @param array<string, array{interval: int, display: string}> $schedules
     *
     * @return array<string, array{interval: int, display: string}>
     */
    public static function add_schedule(array $schedules): array
    {
        return $schedules + ['every_minute' => ['interval' => MINUTE_IN_SECONDS, 'display' => 'Every minute']];
    }

    public static function start(): void
    {
        self::$ready = true;
        if (! wp_next_scheduled(self::EVENT, ['WP Cron'])) {
            wp_schedule_event(time(), 'every_minute', self::EVENT, ['WP Cron']);
        }
        do_action('action_scheduler_init');
    }

    /**
     * Adds a row and returns its id; 0 before `init`, or when it is to be unique and its hook waits or runs in its group already.
     *
     * @param array<array-key, mixed> $args
     * @param int                     $when  Seconds since 1970, or 0 for as soon as possible.
     * @param int                     $every Seconds until it runs again, or 0 for once.
     */
    public static function add(string $hook, array $args, string $group, int $when, int $every, bool $unique): int
    {
        global $wpdb;
        if (! self::$ready) {
            _doing_it_wrong(__METHOD__, 'The queue starts on init; wait for action_scheduler_init.', '3.1.6');
            return 0;
        }
        if ($unique && self::find($hook, null, $group)) {
            return 0;
        }
        $wpdb->insert(
            Tables::queue(),
            [
                'hook'           => $hook,
                'args'           => wp_json_encode($args),
                'action_group'   => $group,
                'status'         => 'pending',
                'scheduled_gmt'  => gmdate('Y-m-d H:i:s', $when ?: time()),
                'is_async'       => 0 === $when ? 1 : 0,
                'repeat_seconds' => $every,
            ]
        );
        return (int) $wpdb->insert_id;
    }

    /**
     * Returns the rows that wait or run, the next first; an empty hook or group and null args match all.
     *
     * @param array<array-key, mixed>|null $args
     *
     * @return \stdClass[]
     */
    public static function find(string $hook, ?array $args, string $group): array
    {
        global $wpdb;
        $where = $hook ? $wpdb->prepare(' AND hook = %s', $hook) : '';
        $where .= $group ? $wpdb->prepare(' AND action_group = %s', $group) : '';
        $where .= null === $args ? '' : $wpdb->prepare(' AND args = %s', wp_json_encode($args));
        return $wpdb->get_results(
            $wpdb->prepare("SELECT * FROM %i WHERE status IN ('pending', 'in-progress')", Tables::queue())
            . $where . ' ORDER BY scheduled_gmt, action_id' // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- prepared above
        );
    }

    /**
     * Cancels rows that wait.
     *
     * @param \stdClass[] $rows
     */
    public static function cancel(array $rows): void
    {
        foreach ($rows as $row) {
            self::move($row, 'pending', 'canceled');
        }
    }

    /**
     * Runs what is due and returns how much ran.
     */
    public static function run(): int
    {
        global $wpdb;
        $ran = 0;
        $due = $wpdb->get_results(
            $wpdb->prepare(
                "SELECT * FROM %i WHERE status = 'pending' AND scheduled_gmt <= %s ORDER BY scheduled_gmt, action_id LIMIT 100",
                Tables::queue(),
                gmdate('Y-m-d H:i:s')
            )
        );
        foreach ($due as $row) {
            // Whoever changes the row runs it: two runners may have read it.
            if (! self::move($row, 'pending', 'in-progress')) {
                continue;
            }
            try {
                do_action_ref_array($row->hook, array_values(json_decode($row->args, true)));
                self::move($row, 'in-progress', 'complete');
            } catch (\Throwable $e) {
                self::move($row, 'in-progress', 'failed');
                do_action('action_scheduler_failed_execution', (int) $row->action_id, $e, 'stand-in');
            }
            if ((int) $row->repeat_seconds > 0) {
                $next = time() + (int) $row->repeat_seconds;
                self::add($row->hook, json_decode($row->args, true), $row->action_group, $next, (int) $row->repeat_seconds, false);
            }
            $ran++;
        }
        return $ran;
    }

    private static function move(\stdClass $row, string $from, string $to): bool
    {
        global $wpdb;
        return 1 === $wpdb->update(Tables::queue(), ['status' => $to], ['action_id' => $row->action_id, 'status' => $from]);
    }
}
