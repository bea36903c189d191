<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use Error;
use PHPUnit\Framework\Attributes\DataProvider;
use RuntimeException;
use TelarisForWooCommerce\Completion\CompletedTransition;
use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\CompletionRecordRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;
use TelarisForWooCommerce\WooCommerce\CompletedOrderEmail;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

final class CompletedTransitionTest extends TestCase
{
    private const ID = 1234;

    private OrderStatusReader $statuses;
    private CompletionRecordRepository $records;
    private AttemptRepository $attempts;
    private OrderLease $lease;
    private Order $order;
    private CompletedTransition $transition;

    /** @var list<string> Hooks whose ordinary listeners ran, with the order. */
    private array $heard = [];

    protected function setUp(): void
    {
        parent::setUp();
        Emails::listen();
        foreach (['woocommerce_order_status_completed', 'woocommerce_order_status_processing_to_completed', 'woocommerce_order_status_changed'] as $hook) {
            add_action($hook, function (int $orderId) use ($hook): void {
                $this->heard[] = "$hook $orderId";
            });
        }
        $this->statuses = new OrderStatusReader($this->database);
        $this->records = new CompletionRecordRepository($this->database);
        $this->attempts = new AttemptRepository($this->database);
        $notification = Rows::notification($this->database);
        $attempt = $this->attempts->start($notification->id, AttemptTrigger::Telaris, null);
        (new EmailOutbox($this->database))->hold(self::ID, $notification->id, $attempt, 'processing', null);
        $this->order = Order::make(self::ID);
        $lease = (new OrderLockRepository($this->database))->acquire(self::ID, $attempt);
        self::assertNotNull($lease);
        $this->lease = $lease;
        $this->transition = new CompletedTransition(
            $lease,
            '50012',
            0,
            $this->records,
            new CompletedOrderEmail(),
            new CallerIdentifier(WP_PLUGIN_DIR . '/telaris-for-woocommerce/telaris-for-woocommerce.php')
        );
    }

    public function testAnUndisturbedTransition(): void
    {
        $this->transition->complete($this->order, 'Invoiced in Telaris.');

        self::assertSame('completed', $this->statuses->read(self::ID));
        self::assertTrue($this->transition->hooksBegan());
        self::assertTrue($this->transition->hooksFinished());
        self::assertNull($this->transition->error());
        self::assertNull($this->transition->revertedBy());
        self::assertSame(
            ['woocommerce_order_status_completed 1234', 'woocommerce_order_status_processing_to_completed 1234', 'woocommerce_order_status_changed 1234'],
            $this->heard
        );
        self::assertSame(['Invoiced in Telaris. Order status changed from processing to completed.'], Order::notesOf(self::ID));
        self::assertSame('50012', $this->records->of(self::ID)->invoiceNumber);
        self::assertTrue($this->records->of(self::ID)->completedByUs);
        self::assertSame(AttemptPhase::Hooks, $this->attempts->find($this->lease->attemptId)?->phase);
    }

    public function testTheEmailIsLeftForLater(): void
    {
        $this->transition->complete($this->order, '');
        self::assertSame([], Emails::$sent);
    }

    public function testNothingOfUsStaysOnTheHooks(): void
    {
        $before = $this->callbacks();
        $this->transition->complete($this->order, '');
        self::assertSame($before, $this->callbacks());
    }

    public function testAnotherOrderGetsItsEmailAfterwards(): void
    {
        $this->transition->complete($this->order, '');
        Order::make(1300)->update_status('completed');
        self::assertSame([1300], Emails::$sent);
    }

    public function testAShopThatDefersItsEmailsKeepsDoingSo(): void
    {
        remove_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'send_transactional_email'], 10);
        add_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'queue_transactional_email'], 10, 10);
        $this->transition->complete($this->order, '');

        self::assertSame([], Emails::$sent);
        self::assertSame(10, has_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'queue_transactional_email']));
        self::assertFalse(has_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'send_transactional_email']));
    }

    public function testTheGateClosesWhenTheSaveFailed(): void
    {
        Order::$faults['save_throws'] = true;
        $this->transition->complete($this->order, '');

        self::assertSame('processing', $this->statuses->read(self::ID));
        self::assertSame([], $this->heard, 'WooCommerce told nobody.');
        $this->assertClosed();
    }

    public function testTheGateClosesWhenTheLeaseIsLost(): void
    {
        $this->database->execute('UPDATE {orders} SET lease_token = %s WHERE order_id = %d', str_repeat('f', 32), self::ID);
        $this->transition->complete($this->order, '');

        self::assertSame([], $this->heard);
        $this->assertClosed();
    }

    public function testTheGateClosesWhenSomebodyPutTheOrderBackInTheDatabase(): void
    {
        add_action(CompletedOrderEmail::HOOK, function (): void {
            $this->database->execute('UPDATE [wc_orders] SET status = %s WHERE id = %d', 'wc-on-hold', self::ID);
        }, PHP_INT_MIN);
        $this->transition->complete($this->order, '');

        self::assertSame([], $this->heard);
        $this->assertClosed();
    }

    public function testTheGateClosesWhenTheDatabaseDoesNotAnswer(): void
    {
        add_filter('query', static fn (string $sql): string => str_contains($sql, 'SET completed_at') ? 'UPDATE nowhere SET x = 1' : $sql);
        $this->transition->complete($this->order, '');

        self::assertSame([], $this->heard);
        self::assertFalse($this->transition->hooksBegan());
        self::assertFalse($this->transition->hooksFinished());
        self::assertNotNull($this->transition->error());
    }

    public function testAListenerThatThrowsIsSeen(): void
    {
        add_action(CompletedOrderEmail::HOOK, static fn () => throw new RuntimeException('No stock service.'));
        $this->transition->complete($this->order, '');

        self::assertSame('completed', $this->statuses->read(self::ID));
        self::assertTrue($this->transition->hooksBegan());
        self::assertFalse($this->transition->hooksFinished());
        self::assertSame('No stock service.', $this->transition->error()?->getMessage());
        self::assertSame(['woocommerce_order_status_completed 1234'], $this->heard);
        $this->assertEmailsListen();
    }

    public function testThePlugInWhoseListenerFailedIsNamed(): void
    {
        $through = require WP_PLUGIN_DIR . '/fake-payment/fake-payment.php';
        add_action(CompletedOrderEmail::HOOK, static fn () => $through(static fn () => throw new RuntimeException('Service unreachable.')));
        $this->transition->complete($this->order, '');
        self::assertSame('Fake Payment', $this->transition->failedPlugin());
    }

    public function testAGatewayThatHooksInItsConstructorCaptures(): void
    {
        $captured = [];
        add_action('wc_payment_gateways_initialized', static function () use (&$captured): void {
            add_action(CompletedOrderEmail::HOOK, static function (int $orderId) use (&$captured): void {
                $captured[] = $orderId;
            });
        });
        $this->transition->complete($this->order, '');
        self::assertSame([self::ID], $captured);
    }

    public function testATransactionThatAListenerLeavesOpenIsSeen(): void
    {
        $through = require WP_PLUGIN_DIR . '/fake-payment/fake-payment.php';
        add_action(CompletedOrderEmail::HOOK, fn () => $through(fn () => $this->database->execute('START TRANSACTION')));
        $this->transition->complete($this->order, '');
        self::assertSame('Fake Payment', $this->transition->transactionLeftBy());
        $this->database->commit();
    }

    public function testATransactionThatIsEndedIsNone(): void
    {
        add_action(CompletedOrderEmail::HOOK, function (): void {
            $this->database->execute('START TRANSACTION');
            $this->database->execute('COMMIT');
        });
        $this->transition->complete($this->order, '');
        self::assertNull($this->transition->transactionLeftBy());
    }

    /** @return array<string, array{list<string>, bool, bool}> Statements, whether they leave autocommit off, and a transaction open. */
    public static function autocommits(): array
    {
        return [
            'off' => [['SET autocommit = 0'], true, true],
            'of the session' => [['SET SESSION autocommit=OFF'], true, true],
            'as a variable' => [['set @@session.autocommit := 0'], true, true],
            'off, and committed' => [['SET autocommit = 0', 'COMMIT'], true, true],
            'off and on' => [['SET autocommit = 0', 'COMMIT', 'SET autocommit = 1'], false, false],
        ];
    }

    /** @param list<string> $statements */
    #[DataProvider('autocommits')]
    public function testAutocommitThatAListenerSwitchesOffIsSeen(array $statements, bool $isOff, bool $isOpen): void
    {
        add_action(CompletedOrderEmail::HOOK, static function () use ($statements): void {
            foreach ($statements as $statement) {
                apply_filters('query', $statement);
            }
        });
        $this->transition->complete($this->order, '');
        self::assertSame([$isOff, $isOpen], [$this->transition->isAutocommitOff(), $this->transition->transactionLeftBy() !== null]);
    }

    public function testWhereAPlugInTookTheEmailsListenerOffNoneIsOwed(): void
    {
        remove_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'send_transactional_email'], 10);
        $this->transition->complete($this->order, '');
        self::assertFalse($this->transition->hadEmailListener());
    }

    public function testAListenerThatErrsIsSeenAndStopped(): void
    {
        add_action(CompletedOrderEmail::HOOK, static fn () => throw new Error('Call to undefined function'));
        $this->transition->complete($this->order, '');

        self::assertTrue($this->transition->hooksBegan());
        self::assertFalse($this->transition->hooksFinished());
        self::assertSame('Call to undefined function', $this->transition->error()?->getMessage());
        $this->assertEmailsListen();
    }

    public function testAListenerThatThrowsAtTheVeryEndOfAllIsNotUncertain(): void
    {
        add_action('woocommerce_order_status_changed', static fn () => throw new RuntimeException('Too late.'), PHP_INT_MAX);
        $this->transition->complete($this->order, '');
        self::assertTrue($this->transition->hooksBegan());
        self::assertSame('completed', $this->statuses->read(self::ID));
    }

    /** @return array<string, array{string}> */
    public static function places(): array
    {
        return [
            'in the completed hook' => ['woocommerce_order_status_completed'],
            'between the statuses' => ['woocommerce_order_status_processing_to_completed'],
            'in the changed hook' => ['woocommerce_order_status_changed'],
        ];
    }

    #[DataProvider('places')]
    public function testAPaymentPluginThatPutsTheOrderBackIsNamed(string $hook): void
    {
        $through = require WP_PLUGIN_DIR . '/fake-payment/fake-payment.php';
        add_action($hook, static function (int $orderId) use ($through): void {
            $order = Order::find($orderId);
            if ($order?->get_status() === 'completed') {
                $through(static fn (): mixed => $order->update_status('on-hold', 'Capture failed.'));
            }
        });
        $this->transition->complete($this->order, '');

        self::assertSame('on-hold', $this->statuses->read(self::ID));
        self::assertTrue($this->transition->hooksBegan());
        self::assertSame('Fake Payment', $this->transition->revertedBy());
        $this->assertEmailsListen();
    }

    public function testAnotherOrderCompletedInsideTheHookGetsItsEmailAtOnce(): void
    {
        Order::make(1300);
        add_action(CompletedOrderEmail::HOOK, static function (int $orderId): void {
            if ($orderId === self::ID) {
                Order::find(1300)?->update_status('completed');
            }
        }, 5);
        $this->transition->complete($this->order, '');

        self::assertSame([1300], Emails::$sent, 'The other customer has it, ours waits.');
        self::assertSame('completed', $this->statuses->read(1300));
        self::assertTrue($this->transition->hooksFinished());
        self::assertFalse($this->records->of(1300)->completedByUs);
        $this->assertEmailsListen();
    }

    public function testAnotherOrderPutBackInsideTheHookIsNotOurs(): void
    {
        Order::make(1300, 'completed');
        add_action(CompletedOrderEmail::HOOK, static fn () => Order::find(1300)?->update_status('on-hold'));
        $this->transition->complete($this->order, '');

        self::assertNull($this->transition->revertedBy());
        self::assertTrue($this->transition->hooksFinished());
    }

    private function assertClosed(): void
    {
        self::assertFalse($this->transition->hooksBegan());
        self::assertFalse($this->transition->hooksFinished());
        self::assertFalse($this->records->of(self::ID)->completedByUs);
        self::assertSame(AttemptPhase::Completing, $this->attempts->find($this->lease->attemptId)?->phase);
        self::assertSame([], Emails::$sent);
        $this->assertEmailsListen();
    }

    private function assertEmailsListen(): void
    {
        self::assertSame(10, has_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'send_transactional_email']));
        self::assertFalse(has_action(CompletedOrderEmail::HOOK, ['WC_Emails', 'queue_transactional_email']));
    }

    /** @return array<string, list<int>> Hook → how many listeners at each priority. */
    private function callbacks(): array
    {
        $counts = [];
        foreach ([CompletedOrderEmail::HOOK, 'woocommerce_order_status_changed'] as $hook) {
            $counts[$hook] = array_map(count(...), $GLOBALS['wp_filter'][$hook]->callbacks);
        }
        return $counts;
    }
}
