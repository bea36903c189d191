<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\PersonalData;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;

final class PersonalDataTest extends TestCase
{
    public function testWhatIsSettledLosesItsContentAndStaysKnown(): void
    {
        $message = self::message('msg_settled');
        $settled = $this->about(1, $message, ResultCode::Completed);
        (new AttemptRepository($this->database))->note($settled->id, AttemptTrigger::Shop, 1, Outcome::of(ResultCode::AlreadyCompleted, ['by' => 'Kari Nordmann']));
        $deliveries = new DeliveryRepository($this->database);
        $deliveries->record([DeliveryRepositoryTest::delivery($settled->id, 1)]);
        $other = $this->about(2, self::message('msg_other'), ResultCode::Completed);

        self::assertSame(['erased' => 1, 'kept' => 0], (new PersonalData($this->database, new LastReconciliation()))->erase([1]));
        self::assertSame(['erased' => 0, 'kept' => 0], (new PersonalData($this->database, new LastReconciliation()))->erase([1]));

        $notifications = new NotificationRepository($this->database);
        $found = $notifications->find($settled->id);
        self::assertNotNull($found);
        self::assertSame(['type' => 'order.invoiced'], $found->message->toArray());
        self::assertNull($found->shopNumber);
        self::assertSame(1, $found->orderId);
        self::assertSame([], array_filter((new AttemptRepository($this->database))->of($settled->id), static fn ($attempt): bool => $attempt->params !== []));
        self::assertSame([], $deliveries->of($settled->id));
        // Sent again, it is the same message, of which nothing is kept anew.
        self::assertNull($notifications->record($message, MessageFingerprint::of($message)));
        $deliveries->record([DeliveryRepositoryTest::delivery($settled->id, null, 2000, true), DeliveryRepositoryTest::delivery($other->id, null, 2000, true)]);
        self::assertSame([], $deliveries->of($settled->id));
        self::assertCount(1, $deliveries->of($other->id));
        self::assertSame($settled->fingerprint, $found->fingerprint);
        self::assertNotNull($notifications->find($other->id)?->message->telarisOrder);
        self::assertSame(0, $this->database->number("SELECT COUNT(*) FROM {notifications} WHERE order_id = 1 AND (telaris_order IS NOT NULL OR invoice_number IS NOT NULL OR payload LIKE '%50001%')"));
    }

    public function testWhatFailedOrWaitsIsKept(): void
    {
        $this->about(1, self::message('msg_failed'), ResultCode::StatusNotAllowed);
        $this->about(1, self::message('msg_pending'), ResultCode::SaveUnconfirmed);
        $this->about(1, self::message('msg_check'), ResultCode::SideEffectsUncertain);

        self::assertSame(['erased' => 0, 'kept' => 3], (new PersonalData($this->database, new LastReconciliation()))->erase([1]));
        self::assertCount(3, array_filter((new PersonalData($this->database, new LastReconciliation()))->of([1]), static fn (Notification $one): bool => $one->message->invoice !== null));
    }

    private function about(int $orderId, Message $message, ResultCode $code): Notification
    {
        return Rows::notification($this->database, $message, Outcome::of($code)->about($orderId, 'processing', 'completed', "W-$orderId"));
    }

    private static function message(string $id): Message
    {
        return new Message($id, MessageType::Invoiced, null, '10021', '1', 'W-1', new Invoice('50001', '2026-11-23', 'invoice', '499.00', 'NOK'));
    }
}
