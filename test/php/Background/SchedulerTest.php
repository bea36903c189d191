<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Plugin;
use TelarisForWooCommerce\Storage\AlertState;
use TelarisForWooCommerce\Storage\DueWorkQuery;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\Fixtures\ActionScheduler;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use TelarisForWooCommerce\Test\TestCase;

final class SchedulerTest extends TestCase
{
    private Telaris $telaris;

    protected function setUp(): void
    {
        parent::setUp();
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    public function testAQuietShopHasOneActionADay(): void
    {
        do_action('action_scheduler_ensure_recurring_actions');
        do_action('action_scheduler_ensure_recurring_actions');
        do_action(Scheduler::HOOK_DAILY);

        self::assertSame([Scheduler::HOOK_DAILY], array_column(ActionScheduler::$planned, 'hook'));
        self::assertSame([86400, 'telaris-for-woocommerce'], [ActionScheduler::$planned[0]['every'], ActionScheduler::$planned[0]['group']]);
        self::assertNotFalse(has_action(Scheduler::HOOK_DAILY), 'Somebody listens to it.');
        self::assertNotFalse(has_action(Scheduler::HOOK_DUE), 'Somebody listens to it.');
    }

    public function testAQuietMonthIsAtMostTwoRowsADay(): void
    {
        do_action('action_scheduler_ensure_recurring_actions');
        $rows = 0;
        for ($day = 1; $day <= 30; $day++) {
            // A day passes: what was counted by time lies a day further back.
            $this->database->execute('UPDATE {counters} SET n = n - 86400 WHERE bucket = 0 AND n > 86400');
            $due = array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] === Scheduler::HOOK_DUE);
            ActionScheduler::$planned = array_values(array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] !== Scheduler::HOOK_DUE));
            do_action(Scheduler::HOOK_DAILY);
            $rows++;
            foreach ($due as $action) {
                do_action($action['hook']);
                $rows++;
            }
            // Somebody looks into wp-admin.
            do_action('action_scheduler_ensure_recurring_actions');
        }
        self::assertLessThanOrEqual(60, $rows);
        self::assertCount(1, array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] === Scheduler::HOOK_DAILY));
        self::assertSame([], $this->due(), 'And nothing else is left planned.');
    }

    public function testWhatSomebodyDeletedIsPlannedAnew(): void
    {
        do_action('action_scheduler_ensure_recurring_actions');
        ActionScheduler::$planned = [];
        do_action('action_scheduler_ensure_recurring_actions');
        self::assertSame([Scheduler::HOOK_DAILY], array_column(ActionScheduler::$planned, 'hook'));
    }

    public function testAPageOfWpAdminIsNotAskedForIt(): void
    {
        do_action('admin_init');
        do_action('admin_enqueue_scripts', 'index.php');
        self::assertSame([], ActionScheduler::$planned);
    }

    public function testARunIsPlannedBeforeTheWorkBeginsAndOnce(): void
    {
        for ($call = 0; $call < 3; $call++) {
            $this->telaris->sends(['type' => 'ping']);
        }
        self::assertCount(1, $this->due());
        self::assertEqualsWithDelta(time() + 120, $this->due()[0]['at'], 2);
        self::assertSame(0, $this->due()[0]['every']);
        self::assertCount(2, ActionScheduler::$planned, 'And the daily one.');
    }

    public function testWhatWaitsGoesBeforeWooCommercesImportsIntoItsReports(): void
    {
        $this->telaris->sends(['type' => 'ping']);
        self::assertSame([5], array_column($this->due(), 'priority'));

        ActionScheduler::reset();
        ActionScheduler::$running = Scheduler::HOOK_DUE;
        (new Counters($this->database))->set('next_run_at', 0);
        $this->pending(time() + 300);
        do_action(Scheduler::HOOK_DUE);
        self::assertSame([5], array_column($this->due(), 'priority'));
    }

    public function testTheNextRunIsPlannedForWhatIsDueNext(): void
    {
        $id = $this->pending(time() + 3000);
        $this->runs();
        self::assertEqualsWithDelta(time() + 3000, $this->due()[0]['at'], 2);

        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d', time() + 300, $id);
        $this->runs();
        self::assertCount(1, $this->due(), 'The sooner one takes the place of the later one.');
        self::assertEqualsWithDelta(time() + 300, $this->due()[0]['at'], 2);

        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d', time() + 9000, $id);
        $this->runs();
        self::assertEqualsWithDelta(time() + 300, $this->due()[0]['at'], 2, 'The sooner one plans the later one.');
    }

    /** @return array<string, array{int}> */
    public static function clocks(): array
    {
        return ['ten minutes ahead' => [600], 'ten minutes behind' => [-600]];
    }

    #[DataProvider('clocks')]
    public function testADatabaseWithAnotherClockChangesNothing(int $ahead): void
    {
        add_filter('query', static fn (string $sql): string => str_replace('UNIX_TIMESTAMP()', "(UNIX_TIMESTAMP() + $ahead)", $sql), 1);
        Emails::listen();
        Order::make(1234);
        // Signatures go by PHP's clock.
        self::assertSame('completed', $this->telaris->invoices(1234)->get_data()['code']);
        $this->runs();
        self::assertSame([1234], Emails::$sent);
        self::assertCount(0, array_filter($this->due(), static fn (array $one): bool => $one['at'] > time() + 130));

        // A process that died holds its order as long as it would with one clock, and is looked after then.
        ActionScheduler::reset();
        (new Counters($this->database))->set('next_run_at', 0);
        Order::make(1300);
        $lease = (new OrderLockRepository($this->database))->acquire(1300, 99);
        self::assertNotNull($lease);
        $this->runs();
        self::assertEqualsWithDelta(time() + OrderLockRepository::LENGTH, $this->due()[0]['at'], 5);
        self::assertSame('in_progress', $this->telaris->invoices(1300)->get_data()['code']);
        $this->database->execute('UPDATE {orders} SET lease_until = UNIX_TIMESTAMP() - 1 WHERE order_id = 1300');
        self::assertSame('completed', $this->telaris->invoices(1300)->get_data()['code']);
    }

    public function testWhatRunsMayPlanTheNextRun(): void
    {
        ActionScheduler::$running = Scheduler::HOOK_DUE;
        $this->pending(time() + 300);
        do_action(Scheduler::HOOK_DUE);
        self::assertCount(1, $this->due());
        do_action(Scheduler::HOOK_DUE);
        self::assertCount(1, $this->due());
    }

    public function testWhatIsLeftIsPlannedAtOnce(): void
    {
        $this->database->execute('INSERT INTO {orders} (order_id, lease_token, lease_until) VALUES (1, %s, %d)', 'other', time() + 100);
        $this->database->execute('INSERT INTO {outbox} (order_id, notification_id, state, silent, updated_at) VALUES (2, 1, %s, 0, %d)', 'sending', time() - 100);
        $next = (new DueWorkQuery($this->database, new AlertState($this->database)))->nextAt();
        self::assertEqualsWithDelta(time() + 101, $next, 2);

        $this->database->execute('INSERT INTO {outbox} (order_id, notification_id, state, silent, updated_at) VALUES (3, 1, %s, 0, %d)', 'due', time() - 100);
        self::assertEqualsWithDelta(time() - 100, (new DueWorkQuery($this->database, new AlertState($this->database)))->nextAt(), 2);

        $this->database->execute('DELETE FROM {orders}');
        $this->database->execute('DELETE FROM {outbox} WHERE state = %s', 'due');
        self::assertEqualsWithDelta(time() + 501, (new DueWorkQuery($this->database, new AlertState($this->database)))->nextAt(), 2);

        $this->database->execute('DELETE FROM {outbox}');
        self::assertNull((new DueWorkQuery($this->database, new AlertState($this->database)))->nextAt());
    }

    public function testActivationPlansWhatWaits(): void
    {
        update_option(Schema::OPTION, Plugin::SCHEMA_VERSION);
        $this->pending(time() + 300);
        // As an older version planned it.
        as_schedule_recurring_action(time(), 60, Scheduler::HOOK_DUE, [], 'telaris-for-woocommerce', true);
        (new Counters($this->database))->set('next_run_at', time() + 10);
        do_action('activate_telaris-for-woocommerce/telaris-for-woocommerce.php');

        self::assertEqualsCanonicalizing([Scheduler::HOOK_DAILY, Scheduler::HOOK_DUE], array_column(ActionScheduler::$planned, 'hook'));
        self::assertSame(0, $this->due()[0]['every']);
        self::assertEqualsWithDelta(time() + 300, $this->due()[0]['at'], 2);
    }

    public function testAnActionSchedulerThatIsNotReadyBreaksNoPage(): void
    {
        ActionScheduler::$throws = true;
        do_action('action_scheduler_ensure_recurring_actions');

        self::assertSame([], ActionScheduler::$planned);
        self::assertNotSame([], WooCommerce::$log);
    }

    public function testDeactivationTakesOurPlansAwayAndNobodyElses(): void
    {
        do_action('action_scheduler_ensure_recurring_actions');
        as_schedule_recurring_action(time(), 60, 'of_another_plugin');
        do_action('deactivate_telaris-for-woocommerce/telaris-for-woocommerce.php');

        self::assertSame(['of_another_plugin'], array_column(ActionScheduler::$planned, 'hook'));
    }

    public function testDueWorkOutlivesADatabaseThatDoesNotAnswer(): void
    {
        add_filter('query', static fn (string $sql): string => str_contains($sql, 'wp_telaris_') ? 'SELECT x FROM nowhere' : $sql);
        do_action(Scheduler::HOOK_DUE);
        self::assertNotSame([], WooCommerce::$log);
    }

    /** As after a call, or from the queue when none of it runs. */
    private function runs(): void
    {
        do_action(Scheduler::HOOK_DAILY);
    }

    /** @return int Its id. */
    private function pending(int $nextAttemptAt): int
    {
        $id = Rows::notification($this->database)->id;
        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d', $nextAttemptAt, $id);
        return $id;
    }

    /** @return list<array{at: int, every: int, hook: string, group: string, unique: bool, priority: int}> */
    private function due(): array
    {
        return array_values(array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] === Scheduler::HOOK_DUE));
    }
}
