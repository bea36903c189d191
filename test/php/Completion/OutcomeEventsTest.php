<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use Error;
use PHPUnit\Framework\Attributes\DataProvider;
use RuntimeException;
use TelarisForWooCommerce\Completion\AttemptRecorder;
use TelarisForWooCommerce\Completion\OutcomeEvents;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

final class OutcomeEventsTest extends TestCase
{
    private const ORDER = 1234;

    private const HOOKS = ['order_completed', 'notification_failed', 'notification_needs_check'];

    private NotificationRepository $notifications;
    private AttemptRepository $attempts;
    private OutcomeEvents $events;
    private AttemptRecorder $recorder;

    /** @var list<array{string, string}> Hook and code, in the order they came. */
    private array $heard = [];

    protected function setUp(): void
    {
        parent::setUp();
        $this->notifications = new NotificationRepository($this->database);
        $this->attempts = new AttemptRepository($this->database);
        $this->events = new OutcomeEvents($this->notifications, new ResultText(), new Logger());
        $this->recorder = new AttemptRecorder(
            $this->attempts,
            $this->notifications,
            new EmailOutbox($this->database),
            new OrderLockRepository($this->database),
            new OrderStatusReader($this->database),
            $this->events
        );
        foreach (self::HOOKS as $hook) {
            add_action("telaris_for_woocommerce_$hook", function (mixed ...$told) use ($hook): void {
                $this->heard[] = [$hook, end($told)['code']];
            }, 10, 2);
        }
    }

    /** @return array<string, array{ResultCode, ?string}> */
    public static function codes(): array
    {
        $codes = [];
        foreach (ResultCode::cases() as $code) {
            $codes[$code->value] = [$code, match ($code) {
                ResultCode::Completed => 'order_completed',
                ResultCode::SideEffectsUncertain, ResultCode::EmailUnknown, ResultCode::PutBack => 'notification_needs_check',
                ResultCode::OrderNotFound, ResultCode::MissingLink, ResultCode::LinkMismatch, ResultCode::StatusNotAllowed,
                ResultCode::Ready, ResultCode::InvoiceMismatch, ResultCode::Reverted => 'notification_failed',
                default => null,
            }];
        }
        return $codes;
    }

    #[DataProvider('codes')]
    public function testEachOutcomeFiresItsHookOnce(ResultCode $code, ?string $hook): void
    {
        $id = Rows::notification($this->database)->id;
        $this->settle($id, $code);
        self::assertSame([], $this->heard, 'Not before the end of the request.');
        $this->events->fire();
        $this->events->fire();
        $expected = $hook === null ? [] : [[$hook, $code->value]];
        self::assertSame($expected, $this->heard);

        // Telaris sends it again, or a crash is recovered: the same outcome is no news.
        $this->settle($id, $code);
        $this->events->fire();
        self::assertSame($expected, $this->heard);
    }

    public function testTheFailureHookFiresOnlyAfterTheLastRetry(): void
    {
        $id = Rows::notification($this->database)->id;
        $tries = 0;
        while ($this->heard === [] && $tries < 30) {
            $this->settle($id, ResultCode::InternalError, $tries++ === 0 ? AttemptTrigger::Telaris : AttemptTrigger::Retry);
            $this->events->fire();
        }
        self::assertSame([['notification_failed', 'internal_error']], $this->heard);
        self::assertNull($this->notifications->find($id)?->nextAttemptAt);
        self::assertGreaterThan(5, $tries);
    }

    public function testWhatHealedWithinTheRequestIsNoFailure(): void
    {
        $id = Rows::notification($this->database)->id;
        $this->settle($id, ResultCode::MissingLink);
        $this->settle($id, ResultCode::Completed);
        $this->events->fire();
        self::assertSame([['order_completed', 'completed']], $this->heard);
    }

    public function testNamesTheOrderAndTheReason(): void
    {
        $notification = Rows::notification($this->database);
        $told = [];
        add_action('telaris_for_woocommerce_order_completed', static function (int $orderId, array $notification) use (&$told): void {
            $told = [$orderId, $notification];
        }, 10, 2);
        $this->settle($notification->id, ResultCode::Completed);
        $this->events->fire();
        self::assertSame([
            self::ORDER,
            [
                'notification_id' => $notification->id,
                'webhook_id' => $notification->message->webhookId,
                'order_id' => self::ORDER,
                'telaris_order' => '10021',
                'company' => null,
                'invoice_number' => null,
                'code' => 'completed',
                'sentence' => 'Set to Completed.',
            ],
        ], $told);
    }

    /** @return array<string, array{callable(): void}> */
    public static function badListeners(): array
    {
        return [
            'throws an exception' => [static fn () => throw new RuntimeException('no')],
            'throws an error' => [static fn () => throw new Error('no')],
            'prints' => [static function (): void {
                echo 'printed';
            }],
            'opens a buffer' => [static function (): void {
                ob_start();
                echo 'printed';
            }],
            'prints and throws' => [static function (): void {
                echo 'printed';
                throw new RuntimeException('no');
            }],
        ];
    }

    /** @param callable(): void $listener */
    #[DataProvider('badListeners')]
    public function testABadListenerHarmsNothing(callable $listener): void
    {
        add_action('telaris_for_woocommerce_notification_failed', $listener);
        $level = ob_get_level();
        foreach ([ResultCode::MissingLink, ResultCode::OrderNotFound] as $code) {
            $this->settle(Rows::notification($this->database)->id, $code);
        }
        $this->expectOutputString('');
        $this->events->fire();
        self::assertSame($level, ob_get_level());
        self::assertSame([['notification_failed', 'missing_link'], ['notification_failed', 'order_not_found']], $this->heard);
    }

    private function settle(int $id, ResultCode $code, AttemptTrigger $trigger = AttemptTrigger::Telaris): void
    {
        $notification = $this->notifications->find($id);
        self::assertNotNull($notification);
        $this->recorder->record($notification, $this->attempts->start($id, $trigger, null), Outcome::of($code)->about(self::ORDER, null, null));
    }
}
