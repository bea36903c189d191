<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Order;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Email\Outbox;
use TelarisForWooCommerce\History\Attempts;
use TelarisForWooCommerce\History\Code;
use TelarisForWooCommerce\History\Notification;
use TelarisForWooCommerce\History\Notifications;
use TelarisForWooCommerce\History\Outcome;
use TelarisForWooCommerce\History\Phase;
use TelarisForWooCommerce\History\State;
use TelarisForWooCommerce\History\Trigger;
use TelarisForWooCommerce\Order\Judge;
use TelarisForWooCommerce\Order\Lease;
use TelarisForWooCommerce\Order\Leases;
use TelarisForWooCommerce\Order\OrderStatuses;
use TelarisForWooCommerce\Order\Settlement;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;

final class SettlementTest extends TestCase
{
    private const ID = 1234;

    private Attempts $attempts;
    private Notifications $notifications;
    private Outbox $outbox;
    private Leases $leases;
    private Settlement $settlement;

    protected function setUp(): void
    {
        parent::setUp();
        $this->attempts = new Attempts($this->database);
        $this->notifications = new Notifications($this->database);
        $this->outbox = new Outbox($this->database);
        $this->leases = new Leases($this->database);
        $this->settlement = new Settlement($this->attempts, $this->notifications, $this->outbox, $this->leases, new Judge(new OrderStatuses($this->database)));
    }

    public function testTriesAgainLaterAndLaterThenAsksAPerson(): void
    {
        $id = Rows::notification($this->database)->id;
        $trigger = Trigger::Telaris;
        foreach ([60, 300, 900, 3600, 10800, 21600, 43200, 86400] as $delay) {
            $this->settlement->record($id, $this->start($id, $trigger), Outcome::of(Code::InternalError), null);
            $notification = $this->find($id);
            self::assertSame(State::Pending, $notification->state);
            self::assertEqualsWithDelta(time() + $delay, $notification->nextAttemptAt, 2);
            $trigger = Trigger::Retry;
        }
        $this->settlement->record($id, $this->start($id, $trigger), Outcome::of(Code::InternalError), null);

        self::assertSame([State::Failed, null], [$this->find($id)->state, $this->find($id)->nextAttemptAt]);
        self::assertTrue($this->find($id)->canResend());
        self::assertSame([], $this->notifications->due(PHP_INT_MAX, 10));
    }

    public function testTelarisesOwnRepetitionsUseUpNoneOfTheShops(): void
    {
        $id = Rows::notification($this->database)->id;
        for ($call = 0; $call < 12; $call++) {
            $this->settlement->record($id, $this->start($id), Outcome::of(Code::InternalError), null);
        }
        self::assertSame(State::Pending, $this->find($id)->state);
        self::assertEqualsWithDelta(time() + 60, $this->find($id)->nextAttemptAt, 2);
    }

    /** @return array<string, array{Code}> */
    public static function finalCodes(): array
    {
        $final = array_filter(Code::cases(), static fn (Code $code): bool => ! $code->isRetryable());
        return array_combine(array_column($final, 'value'), array_map(static fn (Code $code): array => [$code], $final));
    }

    #[DataProvider('finalCodes')]
    public function testWhatIsFinalIsNotTriedAgain(Code $code): void
    {
        $id = Rows::notification($this->database)->id;
        $this->settlement->record($id, $this->start($id), Outcome::of($code), null);

        self::assertNull($this->find($id)->nextAttemptAt);
        self::assertSame([$code, $code->state(), $code->needsCheck()], [$this->find($id)->code, $this->find($id)->state, $this->find($id)->needsCheck]);
    }

    public function testALateAndWeakOutcomeNeverOverwritesSuccess(): void
    {
        $id = Rows::notification($this->database)->id;
        $slow = $this->start($id);
        $this->settlement->record($id, $this->start($id), Outcome::of(Code::Completed), null);
        $this->settlement->record($id, $slow, Outcome::of(Code::InProgress), null);

        self::assertSame([State::Completed, Code::Completed, null], [$this->find($id)->state, $this->find($id)->code, $this->find($id)->nextAttemptAt]);
        self::assertSame(Code::InProgress, $this->attempts->find($slow)?->code);
    }

    /** @return array<string, array{Phase, string, Code}> How far it got, the order's status now, what is said. */
    public static function crashes(): array
    {
        return [
            'before anything' => [Phase::Started, 'processing', Code::InternalError],
            'before the save' => [Phase::Completing, 'processing', Code::SaveUnconfirmed],
            'after the save, before the hooks' => [Phase::Completing, 'completed', Code::SideEffectsUncertain],
            'inside the hooks' => [Phase::Hooks, 'completed', Code::SideEffectsUncertain],
            'inside the hooks, put back since' => [Phase::Hooks, 'on-hold', Code::Reverted],
        ];
    }

    #[DataProvider('crashes')]
    public function testACrashIsReadNotRepeated(Phase $phase, string $status, Code $code): void
    {
        Order::make(self::ID, $status);
        [$id, $attempt, $lease] = $this->crash($phase);
        $completions = did_action('woocommerce_order_status_completed');
        $this->settlement->recover($attempt, $lease, true);

        self::assertSame($code, $this->find($id)->code);
        self::assertSame([$code, Phase::Done, null], [$this->attempts->find($attempt)?->code, $this->attempts->find($attempt)?->phase, $this->attempts->find($attempt)?->finishedMs]);
        self::assertSame($completions, did_action('woocommerce_order_status_completed'));
        self::assertFalse($this->leases->isHeld($lease));
        self::assertCount($code->state() === State::Completed ? 1 : 0, $this->outbox->due(10), 'The email goes where the order is Completed.');
    }

    public function testACrashAfterTheOutcomeWasWrittenKeepsIt(): void
    {
        Order::make(self::ID, 'completed');
        [$id, $attempt, $lease] = $this->crash(Phase::Hooks);
        $this->attempts->finish($attempt, Outcome::of(Code::Completed)->about(self::ID, 'processing', 'completed'));
        $this->settlement->recover($attempt, $lease, true);

        self::assertSame(Code::Completed, $this->find($id)->code);
        self::assertNotNull($this->attempts->find($attempt)?->finishedMs);
    }

    public function testWhileItIsTakenOverTheLeaseStays(): void
    {
        Order::make(self::ID);
        [, $attempt, $lease] = $this->crash(Phase::Completing);
        $this->settlement->recover($attempt, $lease, false);
        self::assertTrue($this->leases->isHeld($lease));
    }

    public function testAnAttemptThatIsGoneBlocksNoOrder(): void
    {
        $lease = $this->leases->acquire(self::ID, 999);
        self::assertNotNull($lease);
        $this->settlement->recover(999, $lease, true);
        self::assertFalse($this->leases->isHeld($lease));
    }

    /** @return array{int, int, Lease} */
    private function crash(Phase $phase): array
    {
        $id = Rows::notification($this->database)->id;
        $attempt = $this->start($id);
        $lease = $this->leases->acquire(self::ID, $attempt);
        self::assertNotNull($lease);
        if ($phase !== Phase::Started) {
            $this->attempts->markCompleting($attempt, 'processing');
            $this->outbox->hold(self::ID, $id, false);
        }
        if ($phase === Phase::Hooks) {
            $this->attempts->markHooks($attempt);
        }
        return [$id, $attempt, $lease];
    }

    private function start(int $notificationId, Trigger $trigger = Trigger::Telaris): int
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
