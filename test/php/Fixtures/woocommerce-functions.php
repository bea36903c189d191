<?php

// WooCommerce's and Action Scheduler's functions that the plugin calls, answered by the fixtures.

declare(strict_types=1);

use TelarisForWooCommerce\Test\Fixtures\ActionScheduler;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use TelarisForWooCommerce\Test\TestEnvironment;

function WC(): WooCommerce // phpcs:ignore Squiz.Functions.GlobalFunction.Found
{
    return WooCommerce::instance();
}

function wc_get_logger(): WooCommerce
{
    return WooCommerce::instance();
}

function wc_get_order(int $id): Order|false
{
    return Order::find($id) ?? false;
}

/** @return array<string, string> */
function wc_get_order_statuses(): array
{
    return Order::STATUSES;
}

function wc_get_order_status_name(string $status): string
{
    return Order::STATUSES["wc-$status"] ?? $status;
}

/** @param array<mixed>|null $arguments */
function as_has_scheduled_action(string $hook, ?array $arguments = null, string $group = ''): bool
{
    return ActionScheduler::has($hook, $group);
}

/** @param array<mixed> $arguments */
function as_schedule_recurring_action(int $at, int $every, string $hook, array $arguments = [], string $group = '', bool $unique = false, int $priority = 10): int
{
    return ActionScheduler::add($at, $every, $hook, $group, $unique, $priority);
}

/** @param array<mixed> $arguments */
function as_schedule_single_action(int $at, string $hook, array $arguments = [], string $group = '', bool $unique = false, int $priority = 10): int
{
    return ActionScheduler::add($at, 0, $hook, $group, $unique, $priority);
}

/** @param array<mixed>|null $arguments */
function as_next_scheduled_action(string $hook, ?array $arguments = null, string $group = ''): int|bool
{
    return ActionScheduler::next($hook, $group);
}

/** @param array<mixed> $arguments */
function as_unschedule_action(string $hook, array $arguments = [], string $group = ''): void
{
    ActionScheduler::removeNext($hook, $group);
}

/** @param array<mixed> $arguments */
function as_unschedule_all_actions(string $hook, array $arguments = [], string $group = ''): void
{
    ActionScheduler::remove($hook, $group);
}

/** @param array<string, mixed> $variables */
function wc_get_template(string $template, array $variables = [], string $path = '', string $base = ''): void
{
    extract($variables);
    // The plugin under test is staged elsewhere than the fixtures' WordPress says.
    include TestEnvironment::plugin() . '/templates/' . $template;
}

/** @param array<string, mixed> $variables */
function wc_get_template_html(string $template, array $variables = [], string $path = '', string $base = ''): string
{
    ob_start();
    wc_get_template($template, $variables, $path, $base);
    return (string) ob_get_clean();
}

/** @return list<int> */
function wc_order_search(string $term): array
{
    return WooCommerce::$ordersOf[$term] ?? [];
}
