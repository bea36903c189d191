<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\TestCase;

final class OrderLockRepositoryTest extends TestCase
{
    private OrderLockRepository $leases;

    protected function setUp(): void
    {
        parent::setUp();
        Order::make(1);
        Order::make(2);
        $this->leases = new OrderLockRepository($this->database);
    }

    public function testOneAtATimeHoldsAnOrder(): void
    {
        $lease = $this->acquire(1);
        self::assertNull($this->leases->acquire(1, 11));
        self::assertInstanceOf(OrderLease::class, $this->leases->acquire(2, 12), 'Another order is free.');
        self::assertTrue($this->holdsLease($lease));

        $this->leases->release($lease);
        self::assertFalse($this->holdsLease($lease));
        self::assertInstanceOf(OrderLease::class, $this->leases->acquire(1, 13));
    }

    public function testAnExpiredLeaseIsTakenOverOnceAndNamesWhatWasInterrupted(): void
    {
        $dead = $this->acquire(1, 10);
        self::assertSame([], $this->leases->expired(10));
        $this->expire(1);
        self::assertSame([1], $this->leases->expired(10));

        $taken = $this->acquire(1, 11);
        self::assertSame(10, $taken->interrupted);
        self::assertNull($this->leases->acquire(1, 12));
        self::assertFalse($this->holdsLease($dead));
        self::assertSame([], $this->leases->expired(10));
    }

    public function testTheInterruptedAttemptStaysNamedUntilItIsAdopted(): void
    {
        $this->acquire(1, 10);
        $this->expire(1);
        $second = $this->acquire(1, 11);
        $this->expire(1);
        self::assertSame(10, $this->acquire(1, 12)->interrupted, 'The second died before it found out.');

        $this->leases->adopt($second);
        $this->expire(1);
        self::assertSame(10, $this->acquire(1, 13)->interrupted, 'It had lost the lease.');
        $this->expire(1);
        $last = $this->acquire(1, 14);
        $this->leases->adopt($last);
        $this->expire(1);
        self::assertSame(14, $this->acquire(1, 15)->interrupted);
    }

    public function testALateHolderReleasesNothingAndWritesNothing(): void
    {
        $dead = $this->acquire(1, 10);
        $this->expire(1);
        $alive = $this->acquire(1, 11);
        $this->leases->release($dead);

        self::assertTrue($this->holdsLease($alive));
        $records = new CompletionRecordRepository($this->database);
        self::assertFalse($records->claimHooks($dead, 'F1', 0), 'The token fences it off.');
        self::assertFalse($records->of(1)->completedByUs);
        self::assertFalse($records->claimHooks($alive, null, 0), 'The order is not Completed.');
        Order::find(1)?->update_status('completed');
        self::assertTrue($records->claimHooks($alive, null, 0));
        self::assertTrue($records->of(1)->completedByUs);
    }

    public function testAnOrderThatIsNotThereIsNotLocked(): void
    {
        self::assertNull($this->leases->acquire(3, 10));
        self::assertSame(0, $this->database->number('SELECT COUNT(*) FROM {orders}'));
    }

    public function testOnlyTheFirstToClaimTheHooksRunsThem(): void
    {
        $records = new CompletionRecordRepository($this->database);
        self::assertTrue($records->claimHooksForOthers(1), 'An order that Telaris has nothing to do with.');
        $lease = $this->acquire(1);
        Order::find(1)?->update_status('completed');
        self::assertTrue($records->claimHooksForOthers(1));
        self::assertFalse($records->claimHooks($lease, null, 0), 'Somebody else began them since.');

        self::assertTrue($records->claimHooks($lease, null, 1));
        self::assertFalse($records->claimHooksForOthers(1), 'We are inside them.');
        $this->leases->release($lease);
        self::assertFalse($records->claimHooksForOthers(1), 'A request that loaded the order before, and saves it now.');
        $records->endCompletion(1);
        self::assertTrue($records->claimHooksForOthers(1), 'Put back, and completed again.');
    }

    public function testHooksThatRunAgainAreTakenForTheSameCompletionForAMinute(): void
    {
        $records = new CompletionRecordRepository($this->database);
        $this->leases->release($this->acquire(1));
        self::assertTrue($records->claimHooksForOthers(1));
        self::assertFalse($records->claimHooksForOthers(1), 'Two callers of WooCommerce at once.');
        $this->database->execute('UPDATE {orders} SET hooks_until = UNIX_TIMESTAMP() - 1');
        self::assertTrue($records->claimHooksForOthers(1), 'Put back by something that fires no hook.');
    }

    private function acquire(int $orderId, int $attemptId = 10): OrderLease
    {
        $lease = $this->leases->acquire($orderId, $attemptId);
        self::assertNotNull($lease);
        return $lease;
    }

    private function expire(int $orderId): void
    {
        $this->database->execute('UPDATE {orders} SET lease_until = UNIX_TIMESTAMP() - 1 WHERE order_id = %d', $orderId);
    }
}
