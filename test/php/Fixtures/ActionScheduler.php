<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use RuntimeException;

/** What was planned with Action Scheduler. */
final class ActionScheduler
{
    /** @var list<array{at: int, every: int, hook: string, group: string, unique: bool}> */
    public static array $planned = [];

    public static bool $throws = false;

    public static function reset(): void
    {
        self::$planned = [];
        self::$throws = false;
    }

    public static function has(string $hook, string $group): bool
    {
        if (self::$throws) {
            throw new RuntimeException('Action Scheduler has no tables yet.');
        }
        foreach (self::$planned as $action) {
            if ($action['hook'] === $hook && $action['group'] === $group) {
                return true;
            }
        }
        return false;
    }

    public static function add(int $at, int $every, string $hook, string $group, bool $unique): int
    {
        self::$planned[] = compact('at', 'every', 'hook', 'group', 'unique');
        return count(self::$planned);
    }

    /** As in Action Scheduler, a hook or a group alone will do. */
    public static function remove(string $hook, string $group): void
    {
        $stays = static fn (array $action): bool => ($hook !== '' && $action['hook'] !== $hook) || ($group !== '' && $action['group'] !== $group);
        self::$planned = array_values(array_filter(self::$planned, $stays));
    }
}
