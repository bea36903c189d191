<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use TelarisForWooCommerce\Background\RetentionCleaner;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\DeletedOrders;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\RefusedCallRepository;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\Storage\DeliveryRepositoryTest;
use TelarisForWooCommerce\Test\TestCase;

final class RetentionCleanerTest extends TestCase
{
    private const LONG_AGO = 1_700_000_000;

    public function testWhatIsKeptOfADeletedOrderGoesAfterTheRetention(): void
    {
        Order::make(101);
        foreach ([101, 102, 103] as $orderId) {
            (new LinkRepository($this->database))->make($orderId, new TelarisOrder("T$orderId"), LinkRepository::FROM_IMPORT);
            $this->database->execute('INSERT INTO {outbox} (order_id, notification_id, state, updated_at) VALUES (%d, 1, %s, %d)', $orderId, 'sent', self::LONG_AGO);
        }
        // 103 was deleted lately.
        $this->database->execute('UPDATE {orders} SET linked_at = %d WHERE order_id <> 103', self::LONG_AGO);
        $this->database->execute('UPDATE {outbox} SET updated_at = %d WHERE order_id = 103', time());
        $failed = [];
        foreach ([101, 102] as $orderId) {
            $failed[$orderId] = Rows::notification(
                $this->database,
                outcome: Outcome::of(ResultCode::StatusNotAllowed, ['status' => 'cancelled'])->about($orderId, 'cancelled', 'cancelled'),
                receivedAt: self::LONG_AGO
            )->id;
            $this->database->execute('UPDATE {notifications} SET updated_at = %d WHERE id = %d', self::LONG_AGO, $failed[$orderId]);
        }

        $deliveries = new DeliveryRepository($this->database);
        $deliveries->record([DeliveryRepositoryTest::delivery($failed[101], 1), DeliveryRepositoryTest::delivery($failed[102], 2)]);

        $this->clean();

        self::assertSame([1, 0], [count($deliveries->of($failed[101])), count($deliveries->of($failed[102]))]);
        self::assertSame([101, 103], $this->orders('orders'));
        self::assertSame([101, 103], $this->orders('outbox'));
        $notifications = new NotificationRepository($this->database);
        self::assertNotNull($notifications->find($failed[101]), 'Its order is there: a person may still resolve it.');
        self::assertNull($notifications->find($failed[102]));
    }

    public function testTheWalkGoesOnWhereItStopped(): void
    {
        $rows = [];
        for ($orderId = 1; $orderId <= 1500; $orderId++) {
            $rows[] = "($orderId, " . self::LONG_AGO . ')';
        }
        $this->database->execute('INSERT INTO {orders} (order_id, linked_at) VALUES ' . implode(', ', $rows));

        $this->clean(0.0);
        self::assertCount(500, $this->orders('orders'));
        $this->clean(0.0);
        self::assertCount(0, $this->orders('orders'));
    }

    private function clean(float $seconds = 10.0): void
    {
        $counters = new Counters($this->database);
        (new RetentionCleaner(
            new NotificationRepository($this->database),
            new AttemptRepository($this->database),
            new DeliveryRepository($this->database),
            new DeletedOrders($this->database, $counters),
            new RefusedCallRepository($this->database),
            new LastReconciliation(),
            $counters,
            new Settings()
        ))->run(microtime(true) + $seconds);
    }

    /** @return list<int> */
    private function orders(string $table): array
    {
        return array_map(static fn ($row): int => $row->int('order_id'), $this->database->rows("SELECT order_id FROM {{$table}} ORDER BY order_id"));
    }
}
