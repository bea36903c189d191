<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Completion\AttemptRecorder;
use TelarisForWooCommerce\Completion\OutcomeEvents;
use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

final class AttemptRecorderTest extends TestCase
{
    private const ID = 1234;

    private AttemptRepository $attempts;
    private NotificationRepository $notifications;
    private EmailOutbox $outbox;
    private OrderLockRepository $leases;
    private AttemptRecorder $attemptRecorder;

    protected function setUp(): void
    {
        parent::setUp();
        $this->attempts = new AttemptRepository($this->database);
        $this->notifications = new NotificationRepository($this->database);
        $this->outbox = new EmailOutbox($this->database);
        $this->leases = new OrderLockRepository($this->database);
        $this->attemptRecorder = new AttemptRecorder($this->attempts, $this->notifications, $this->outbox, $this->leases, new OrderStatusReader($this->database), new OutcomeEvents($this->notifications, new ResultText(), new Logger()));
    }

    public function testRetriesWithGrowingDelaysThenLeavesItToAPerson(): void
    {
        $id = Rows::notification($this->database)->id;
        $trigger = AttemptTrigger::Telaris;
        $hours = 0.0;
        foreach ([60, 180, 540, 1620, 4860, 14580, 43740, 86400, 86400, 86400] as $delay) {
            $this->attemptRecorder->record($this->find($id), $this->start($id, $trigger), Outcome::of(ResultCode::InternalError));
            $notification = $this->find($id);
            self::assertSame(NotificationStatus::Pending, $notification->state);
            $wait = $notification->nextAttemptAt - time();
            self::assertGreaterThanOrEqual($delay - 2, $wait);
            self::assertLessThanOrEqual($delay * 1.2 + 2, $wait);
            $hours += $wait / 3600;
            $trigger = AttemptTrigger::Retry;
        }
        $this->attemptRecorder->record($this->find($id), $this->start($id, $trigger), Outcome::of(ResultCode::InternalError));

        self::assertGreaterThan(76.0, $hours);
        self::assertSame([NotificationStatus::Failed, null], [$this->find($id)->state, $this->find($id)->nextAttemptAt]);
        self::assertTrue($this->find($id)->canResend());
        self::assertSame([], $this->notifications->due(PHP_INT_MAX, 10));
    }

    public function testTelarisesOwnRepetitionsUseUpNoneOfTheShops(): void
    {
        $id = Rows::notification($this->database)->id;
        for ($call = 0; $call < 12; $call++) {
            $this->attemptRecorder->record($this->find($id), $this->start($id), Outcome::of(ResultCode::InternalError));
        }
        self::assertSame(NotificationStatus::Pending, $this->find($id)->state);
        self::assertEqualsWithDelta(time() + 66, $this->find($id)->nextAttemptAt, 8);
    }

    /** @return array<string, array{ResultCode}> */
    public static function finalCodes(): array
    {
        $final = array_filter(ResultCode::cases(), static fn (ResultCode $code): bool => ! $code->isRetryable());
        return array_combine(array_column($final, 'value'), array_map(static fn (ResultCode $code): array => [$code], $final));
    }

    #[DataProvider('finalCodes')]
    public function testWhatIsFinalIsNotTriedAgain(ResultCode $code): void
    {
        $id = Rows::notification($this->database)->id;
        $this->attemptRecorder->record($this->find($id), $this->start($id), Outcome::of($code));

        self::assertNull($this->find($id)->nextAttemptAt);
        self::assertSame([$code, $code->state(), $code->needsCheck()], [$this->find($id)->code, $this->find($id)->state, $this->find($id)->needsCheck]);
    }

    public function testALateAndWeakOutcomeNeverOverwritesSuccess(): void
    {
        $id = Rows::notification($this->database)->id;
        $slow = $this->start($id);
        $this->attemptRecorder->record($this->find($id), $this->start($id), Outcome::of(ResultCode::Completed));
        $this->attemptRecorder->record($this->find($id), $slow, Outcome::of(ResultCode::InProgress));

        self::assertSame([NotificationStatus::Completed, ResultCode::Completed, null], [$this->find($id)->state, $this->find($id)->code, $this->find($id)->nextAttemptAt]);
        self::assertSame(ResultCode::InProgress, $this->attempts->find($slow)?->code);
    }

    /** @return array<string, array{AttemptPhase, string, ResultCode}> How far it got, the order's status now, what is said. */
    public static function crashes(): array
    {
        return [
            'before anything' => [AttemptPhase::Started, 'processing', ResultCode::InternalError],
            'before the save' => [AttemptPhase::Completing, 'processing', ResultCode::SaveUnconfirmed],
            'after the save, before the hooks' => [AttemptPhase::Completing, 'completed', ResultCode::SideEffectsUncertain],
            'inside the hooks' => [AttemptPhase::Hooks, 'completed', ResultCode::SideEffectsUncertain],
            'inside the hooks, put back since' => [AttemptPhase::Hooks, 'on-hold', ResultCode::Reverted],
        ];
    }

    #[DataProvider('crashes')]
    public function testACrashIsReadNotRepeated(AttemptPhase $phase, string $status, ResultCode $code): void
    {
        Order::make(self::ID, $status);
        [$id, $attempt, $lease] = $this->crash($phase);
        $completions = did_action('woocommerce_order_status_completed');
        $this->attemptRecorder->recover($attempt, $lease, true);

        self::assertSame($code, $this->find($id)->code);
        self::assertSame([$code, AttemptPhase::Done, null], [$this->attempts->find($attempt)?->code, $this->attempts->find($attempt)?->phase, $this->attempts->find($attempt)?->finishedMs]);
        self::assertSame($completions, did_action('woocommerce_order_status_completed'));
        self::assertFalse($this->holdsLease($lease));
        self::assertSame([], $this->outbox->due(10), 'Nobody knows what ran after Completed.');
        self::assertSame(
            match (true) {
                $phase === AttemptPhase::Started => null,
                $code === ResultCode::SideEffectsUncertain => EmailState::Held,
                default => EmailState::Skipped,
            },
            $this->outbox->stateOf(self::ID)
        );
    }

    public function testACrashAfterTheOutcomeWasWrittenKeepsIt(): void
    {
        Order::make(self::ID, 'completed');
        [$id, $attempt, $lease] = $this->crash(AttemptPhase::Hooks);
        $this->attempts->finish($attempt, Outcome::of(ResultCode::Completed)->about(self::ID, 'processing', 'completed'));
        $this->attemptRecorder->recover($attempt, $lease, true);

        self::assertSame(ResultCode::Completed, $this->find($id)->code);
        self::assertCount(1, $this->outbox->due(10));
        self::assertNotNull($this->attempts->find($attempt)?->finishedMs);
    }

    public function testWhileItIsTakenOverTheLeaseStays(): void
    {
        Order::make(self::ID);
        [, $attempt, $lease] = $this->crash(AttemptPhase::Completing);
        $this->attemptRecorder->recover($attempt, $lease, false);
        self::assertTrue($this->holdsLease($lease));
    }

    public function testAnAttemptThatIsGoneBlocksNoOrder(): void
    {
        Order::make(self::ID);
        $lease = $this->leases->acquire(self::ID, 999);
        self::assertNotNull($lease);
        $this->attemptRecorder->recover(999, $lease, true);
        self::assertFalse($this->holdsLease($lease));
    }

    /** @return array{int, int, OrderLease} */
    private function crash(AttemptPhase $phase): array
    {
        $id = Rows::notification($this->database)->id;
        $attempt = $this->start($id);
        $lease = $this->leases->acquire(self::ID, $attempt);
        self::assertNotNull($lease);
        if ($phase !== AttemptPhase::Started) {
            $this->outbox->hold(self::ID, $id, $attempt, 'processing', false);
        }
        if ($phase === AttemptPhase::Hooks) {
            $this->database->execute('UPDATE {orders} SET completed_attempt = %d WHERE order_id = %d', $attempt, self::ID);
        }
        return [$id, $attempt, $lease];
    }

    private function start(int $notificationId, AttemptTrigger $trigger = AttemptTrigger::Telaris): int
    {
        return $this->attempts->start($notificationId, $trigger, null);
    }

    private function find(int $id): Notification
    {
        $notification = $this->notifications->find($id);
        self::assertNotNull($notification);
        return $notification;
    }
}
