<?php

/**
 * Schedules and looks; `plan` leaves work that the queue's runner is to find, `ran` says what it ran.
 *
 *     wp eval-file queue.php look|plan|ran
 */

declare(strict_types=1);

/** @var string[] $args */
$hook = 'contract_work';
$group = 'contract';
if ('ran' === $args[0]) {
    echo "\n" . wp_json_encode([
        'ran' => get_option('contract_ran', []),
        'waits' => as_has_scheduled_action($hook, ['later'], $group),
        'thrown_waits' => as_has_scheduled_action($hook, ['throw'], $group),
        'again_in' => (int) round((as_next_scheduled_action($hook, ['every'], $group) - time()) / 100),
    ]);
    return;
}
as_unschedule_all_actions('', [], $group);
delete_option('contract_ran');
if ('plan' === $args[0]) {
    as_schedule_single_action(time() - 30, $hook, ['once', 2], $group);
    as_schedule_single_action(time() - 20, $hook, ['throw'], $group);
    as_schedule_recurring_action(time() - 10, 3000, $hook, ['every'], $group);
    as_enqueue_async_action($hook, ['now'], $group);
    as_schedule_single_action(time() + 3000, $hook, ['later'], $group);
    echo "\n" . wp_json_encode(true);
    return;
}

$at = time() + 3600;
$seen = ['id' => as_schedule_single_action($at, $hook, ['a', 1], $group) > 0];
$seen['has'] = [
    'the same' => as_has_scheduled_action($hook, ['a', 1], $group),
    'any arguments' => as_has_scheduled_action($hook, null, $group),
    'any group' => as_has_scheduled_action($hook, ['a', 1]),
    'other arguments' => as_has_scheduled_action($hook, ['b'], $group),
    'no arguments' => as_has_scheduled_action($hook, [], $group),
    'another group' => as_has_scheduled_action($hook, ['a', 1], 'else'),
];
$seen['next'] = [as_next_scheduled_action($hook, ['a', 1], $group) === $at, as_next_scheduled_action('contract_nothing')];
as_enqueue_async_action($hook, ['c'], $group);
$seen['next_async'] = as_next_scheduled_action($hook, ['c'], $group);
$seen['unscheduled'] = [as_unschedule_action($hook, ['a', 1], $group) > 0, as_unschedule_action($hook, ['a', 1], $group)];
as_unschedule_all_actions($hook);
$seen['all_gone'] = ! as_has_scheduled_action($hook);
$seen['cron'] = false !== wp_next_scheduled('action_scheduler_run_queue', ['WP Cron']);

echo "\n" . wp_json_encode($seen);
