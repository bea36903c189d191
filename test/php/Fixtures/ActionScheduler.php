<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use RuntimeException;

/** What was planned with Action Scheduler. */
final class ActionScheduler
{
    /** @var list<array{at: int, every: int, hook: string, group: string, unique: bool, priority: int}> */
    public static array $planned = [];

    public static bool $throws = false;

    /** The hook whose action runs at this moment. */
    public static string $running = '';

    public static function reset(): void
    {
        self::$planned = [];
        self::$throws = false;
        self::$running = '';
    }

    public static function has(string $hook, string $group): bool
    {
        if (self::$throws) {
            throw new RuntimeException('Action Scheduler has no tables yet.');
        }
        return self::$running === $hook || self::waiting($hook, $group) !== [];
    }

    public static function add(int $at, int $every, string $hook, string $group, bool $unique, int $priority): int
    {
        if ($unique && self::has($hook, $group)) {
            return 0;
        }
        self::$planned[] = compact('at', 'every', 'hook', 'group', 'unique', 'priority');
        return count(self::$planned);
    }

    /** True while one runs. */
    public static function next(string $hook, string $group): int|bool
    {
        $times = array_column(self::waiting($hook, $group), 'at');
        return self::$running === $hook ? true : ($times === [] ? false : min($times));
    }

    public static function removeNext(string $hook, string $group): void
    {
        $next = self::next($hook, $group);
        foreach (self::waiting($hook, $group) as $key => $action) {
            if ($action['at'] === $next) {
                unset(self::$planned[$key]);
                self::$planned = array_values(self::$planned);
                return;
            }
        }
    }

    /** @return array<int, array{at: int, every: int, hook: string, group: string, unique: bool, priority: int}> */
    private static function waiting(string $hook, string $group): array
    {
        return array_filter(self::$planned, static fn (array $action): bool => $action['hook'] === $hook && $action['group'] === $group);
    }

    /** As in Action Scheduler, a hook or a group alone will do. */
    public static function remove(string $hook, string $group): void
    {
        $stays = static fn (array $action): bool => ($hook !== '' && $action['hook'] !== $hook) || ($group !== '' && $action['group'] !== $group);
        self::$planned = array_values(array_filter(self::$planned, $stays));
    }
}
