<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Domain\DeliveredBody;
use TelarisForWooCommerce\Domain\Delivery;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Test\TestCase;

final class DeliveryRepositoryTest extends TestCase
{
    public function testEachAttemptKeepsItsOwnAndRepetitionsTogetherTheLast(): void
    {
        $deliveries = new DeliveryRepository($this->database);
        $deliveries->record([self::delivery(1, 11, 1000), self::delivery(2, 12, 1000)]);
        $deliveries->record([self::delivery(1, 13, 2000)]);
        foreach ([3000, 4000, 5000] as $at) {
            $deliveries->record([self::delivery(1, null, $at, true)]);
        }
        $deliveries->record([]);

        $of = $deliveries->of(1);
        self::assertSame([[11, 1000, 1], [13, 2000, 1], [null, 5000, 3]], array_map(static fn (Delivery $one): array => [$one->attemptId, $one->receivedMs, $one->times], $of));
        self::assertEquals(self::delivery(1, 11, 1000), $of[0]);

        $deliveries->removeOf([1]);
        $deliveries->removeOf([]);
        self::assertSame([], $deliveries->of(1));
        self::assertCount(1, $deliveries->of(2));
    }

    public static function delivery(int $notificationId, ?int $attemptId, int $receivedMs = 1000, bool $isReplayed = false): Delivery
    {
        return new Delivery(
            $notificationId,
            $attemptId,
            $isReplayed,
            $receivedMs,
            84,
            200,
            new DeliveredBody('{"type":"order.invoiced","data":{"telaris_order":"1 æ 🙂"}}', 60, ['webhook-id' => 'msg_1'], true, false),
            new DeliveredBody('{"status":200}', 14, [], false, true)
        );
    }
}
