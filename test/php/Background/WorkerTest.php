<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use ReflectionFunction;
use ReflectionMethod;
use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Plugin;
use TelarisForWooCommerce\Services;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\Fixtures\ActionScheduler;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;

/** Who works off orders and emails, and in which order. */
final class WorkerTest extends TestCase
{
    private Telaris $telaris;

    /** @var list<string> What happened, in its order. */
    private array $events = [];

    protected function setUp(): void
    {
        parent::setUp();
        Emails::listen();
        $this->telaris = Telaris::ofBootedPlugin($this->database);
        add_action('woocommerce_order_status_completed', function (int $orderId): void {
            $this->events[] = "completed $orderId";
        });
        add_action('woocommerce_email_sent', function (): void {
            $this->events[] = 'email ' . (Emails::$sent[array_key_last(Emails::$sent)] ?? '');
        });
    }

    public function testOrdersGoBeforeEmails(): void
    {
        Order::make(1);
        $this->telaris->invoices(1);
        $this->accept(2);
        $this->accept(3);
        $this->telaris->waits();

        self::assertSame(['completed 1', 'completed 2', 'completed 3', 'email 1', 'email 2', 'email 3'], $this->events);
    }

    public function testEmailsLeaveHoweverManyOrdersWait(): void
    {
        for ($orderId = 1; $orderId <= 75; $orderId++) {
            $this->accept($orderId);
        }
        // Each group of 25 orders takes longer than a run.
        add_action('woocommerce_order_status_completed', static fn (int $orderId) => $orderId % 25 === 0 ? usleep(210_000) : null);
        foreach ([25, 50, 75] as $completed) {
            $this->runs(0.2);
            $counts = array_count_values(array_map(static fn (string $event): string => explode(' ', $event)[0], $this->events));
            self::assertSame($completed, $counts['completed']);
            self::assertGreaterThanOrEqual(intdiv($completed, 25), $counts['email'] ?? 0);
        }
    }

    public function testEmailsWaitForOrdersButNotForLongerThanTenMinutes(): void
    {
        self::assertSame(['completed 1', 'completed 2', 'email 9060'], $this->firstOf(1, 60));
        self::assertSame(['completed 3', 'email 9660'], array_slice($this->firstOf(3, 660), 0, 2));
    }

    /**
     * An order is accepted while the one before it is completed, when only the part of emails is left of the run.
     *
     * @param int $waitedFor Seconds that an email has waited for.
     * @return list<string> The first three things that happened.
     */
    private function firstOf(int $orderId, int $waitedFor): array
    {
        Order::make(9_000 + $waitedFor, 'completed');
        $this->database->execute(
            'INSERT INTO {outbox} (order_id, notification_id, state, updated_at) VALUES (%d, 0, %s, UNIX_TIMESTAMP() - %d)',
            9_000 + $waitedFor,
            EmailState::Due->value,
            $waitedFor
        );
        $this->events = [];
        $this->accept($orderId);
        $begun = microtime(true);
        add_action('woocommerce_order_status_completed', function (int $completed) use ($orderId, $begun): void {
            if ($completed === $orderId) {
                $this->accept($orderId + 1);
                usleep((int) max(0, 1_000_000 * ($begun + 1.65 - microtime(true))));
            }
        });
        $this->runs(2.0);
        return array_slice($this->events, 0, 3);
    }

    public function testNoMoreWorkAtOnceThanAllowed(): void
    {
        $counters = new Counters($this->database);
        $counters->set('worker:1', time() + 60);
        Order::make(1);
        $this->telaris->invoices(1);
        $this->accept(2);
        $counters->set('next_run_at', 0);
        ActionScheduler::reset();
        $this->telaris->waits();
        self::assertSame(['completed 1'], $this->events);
        $due = array_values(array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] === Scheduler::HOOK_DUE));
        self::assertEqualsWithDelta(time() + 30, $due[0]['at'], 2, 'Somebody looks whether it was done.');

        // Who worked died: its place is free after a minute.
        $counters->set('worker:1', time() - 1);
        $this->telaris->waits();
        self::assertSame(['completed 1', 'completed 2', 'email 1', 'email 2'], $this->events);
        self::assertSame(0, $counters->get('worker:1'));
    }

    public function testWhatComesWhileTheLastEmailLeavesIsDoneToo(): void
    {
        Order::make(1);
        $this->telaris->invoices(1);
        $isBegun = false;
        add_filter('pre_wp_mail', function (mixed $sent) use (&$isBegun): mixed {
            if (! $isBegun) {
                $isBegun = true;
                // Another process: it finds the place taken, and leaves.
                $this->accept(2);
                $this->telaris->waits();
                self::assertSame(['completed 1'], $this->events);
            }
            return $sent;
        });
        $this->telaris->waits();

        self::assertSame(['completed 1', 'email 1', 'completed 2', 'email 2'], $this->events);
    }

    public function testAPlaceThatAnotherHasTakenSinceStaysWithIt(): void
    {
        $counters = new Counters($this->database);
        $another = time() + 1_000;
        add_filter('pre_wp_mail', static function (mixed $sent) use ($counters, $another): mixed {
            // This email takes so long that the claim runs out.
            $counters->set('worker:1', $another);
            return $sent;
        });
        Order::make(1);
        $this->telaris->invoices(1);
        $this->telaris->waits();

        self::assertSame(['completed 1', 'email 1'], $this->events);
        self::assertSame($another, $counters->get('worker:1'));
    }

    /** What a request does after its answer, with less time. */
    private function runs(float $budget): void
    {
        $hooked = array_values($GLOBALS['wp_filter'][Scheduler::HOOK_DUE]->callbacks[10])[0]['function'];
        $plugin = (new ReflectionFunction($hooked))->getClosureThis();
        self::assertInstanceOf(Plugin::class, $plugin);
        $services = (new ReflectionMethod($plugin, 'services'))->invoke($plugin);
        self::assertInstanceOf(Services::class, $services);
        self::assertTrue($services->backgroundRunner()->run($budget));
    }

    private function accept(int $orderId): void
    {
        Order::make($orderId);
        $request = $this->telaris->request(['type' => 'order.invoiced', 'data' => ['integration_reference' => (string) $orderId, 'telaris_order' => "T$orderId"]]);
        $request->set_header('prefer', 'respond-async');
        self::assertSame('accepted', Telaris::dispatch($request)->get_data()['code']);
    }
}
