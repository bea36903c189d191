<?php

/**
 * Action Scheduler's functions.
 */

declare(strict_types=1);

use WooCommerceStandIn\Queue\Queue;

defined('ABSPATH') || exit;

function as_enqueue_async_action($hook, $args = [], $group = '', $unique = false, $priority = 10)
{
    return Queue::add($hook, $args, $group, 0, 0, (bool) $unique);
}

function as_schedule_single_action($timestamp, $hook, $args = [], $group = '', $unique = false, $priority = 10)
{
    return Queue::add($hook, $args, $group, (int) $timestamp, 0, (bool) $unique);
}

function as_schedule_recurring_action($timestamp, $interval_in_seconds, $hook, $args = [], $group = '', $unique = false, $priority = 10)
{
    return Queue::add($hook, $args, $group, (int) $timestamp, (int) $interval_in_seconds, (bool) $unique);
}

function as_has_scheduled_action($hook, $args = null, $group = '')
{
    return [] !== Queue::find($hook, $args, $group);
}

function as_next_scheduled_action($hook, $args = null, $group = '')
{
    $next = Queue::find($hook, $args, $group)[0] ?? null;
    if (null === $next) {
        return false;
    }
    return 'in-progress' === $next->status || (int) $next->is_async ? true : strtotime($next->scheduled_gmt . ' UTC');
}

function as_unschedule_action($hook, $args = [], $group = '')
{
    $next = array_slice(Queue::find($hook, $args, $group), 0, 1);
    Queue::cancel($next);
    return $next ? (int) $next[0]->action_id : null;
}

function as_unschedule_all_actions($hook, $args = [], $group = '')
{
    Queue::cancel(Queue::find($hook, $args ?: null, $group));
}
