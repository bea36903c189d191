<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Test\Fixtures\ActionScheduler;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use TelarisForWooCommerce\Test\TestCase;

final class SchedulerTest extends TestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Telaris::atTheDoor($this->database);
    }

    public function testTheDueWorkIsPlannedEveryMinuteAndOnce(): void
    {
        do_action('admin_init');
        do_action('admin_init');
        $planned = $this->due();

        self::assertCount(1, $planned);
        self::assertSame([60, 'telaris-for-woocommerce', true], [$planned[0]['every'], $planned[0]['group'], $planned[0]['unique']]);
        self::assertEqualsWithDelta(time() + 60, $planned[0]['at'], 2);
        self::assertNotFalse(has_action(Scheduler::HOOK), 'Somebody listens to it.');
    }

    public function testWhatSomebodyDeletedIsPlannedAnew(): void
    {
        do_action('admin_init');
        ActionScheduler::$planned = [];
        do_action('admin_init');
        self::assertCount(1, $this->due());
    }

    public function testAnActionSchedulerThatIsNotReadyBreaksNoPage(): void
    {
        ActionScheduler::$throws = true;
        do_action('admin_init');

        self::assertSame([], ActionScheduler::$planned);
        self::assertNotSame([], WooCommerce::$log);
    }

    public function testDeactivationTakesOurPlansAwayAndNobodyElses(): void
    {
        do_action('admin_init');
        as_schedule_recurring_action(time(), 60, 'of_another_plugin');
        do_action('deactivate_telaris-for-woocommerce/telaris-for-woocommerce.php');

        self::assertSame(['of_another_plugin'], array_column(ActionScheduler::$planned, 'hook'));
    }

    public function testDueWorkOutlivesADatabaseThatDoesNotAnswer(): void
    {
        add_filter('query', static fn (string $sql): string => str_contains($sql, 'wp_telaris_') ? 'SELECT x FROM nowhere' : $sql);
        do_action(Scheduler::HOOK);
        self::assertNotSame([], WooCommerce::$log);
    }

    /** @return list<array{at: int, every: int, hook: string, group: string, unique: bool}> */
    private function due(): array
    {
        return array_values(array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] === Scheduler::HOOK));
    }
}
