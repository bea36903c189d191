<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use Error;
use PHPUnit\Framework\Attributes\DataProvider;
use RuntimeException;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WP_REST_Response;

/** The one path from Telaris's call to the customer's email, with the whole plugin booted. */
final class OrderCompleterTest extends TestCase
{
    private const ID = 1234;

    private Telaris $telaris;

    /** How often the Completed hook ran. */
    private int $completions = 0;

    protected function setUp(): void
    {
        parent::setUp();
        Emails::listen();
        add_action('woocommerce_order_status_completed', function (): void {
            $this->completions++;
        });
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    public function testAnInvoicedOrderIsCompletedAndItsCustomerWrittenTo(): void
    {
        Order::make(self::ID);
        $response = $this->telaris->invoices(self::ID);

        self::assertSame([200, 'completed', 'completed'], [$response->get_status(), $response->get_data()['code'], $response->get_data()['state']]);
        self::assertSame('completed', $this->orderStatus());
        self::assertSame(1, $this->completions);
        self::assertStringContainsString('F1234', Order::notesOf(self::ID)[0]);
        self::assertCount(1, Order::notesOf(self::ID));
        self::assertSame('F1234', Order::metaOf(self::ID)['_telaris_invoice_number']);
        self::assertSame([], Emails::$sent, 'The email leaves after the answer.');

        $this->telaris->waits();
        $this->telaris->waits();
        self::assertSame([self::ID], Emails::$sent);
        self::assertSame([['started_before_finished' => true, 'before' => 'processing', 'after' => 'completed']], $this->attempts($response));
    }

    public function testTheSameMessageAgainIsAnsweredFromTheHistory(): void
    {
        Order::make(self::ID);
        $first = $this->telaris->invoices(self::ID, [], 'msg_same');
        $again = $this->telaris->invoices(self::ID, [], 'msg_same');

        self::assertSame('true', $again->get_headers()['Idempotent-Replayed']);
        self::assertArrayNotHasKey('Idempotent-Replayed', $first->get_headers());
        self::assertSame($first->get_data() + ['order_status' => 'completed', 'replayed' => true], $again->get_data());
        self::assertSame(1, $this->completions);
        self::assertCount(1, $this->attempts($again));
    }

    public function testTheSameIdWithAnotherBodyIsRefused(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID, [], 'msg_same');
        $again = $this->telaris->invoices(self::ID, ['telaris_order' => 'other'], 'msg_same');

        self::assertSame([422, 'id_reused'], [$again->get_status(), $again->get_data()['code']]);
    }

    public function testIdsThatDifferInCaseAreTwo(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID, [], 'msg_same');
        $other = $this->telaris->invoices(self::ID, ['invoice' => ['number' => 'F2']], 'MSG_same');

        self::assertSame([200, 'already_completed'], [$other->get_status(), $other->get_data()['code']]);
        self::assertNotSame('true', $other->get_headers()['Idempotent-Replayed'] ?? null);
    }

    public function testAnImportIsRememberedByItsId(): void
    {
        Order::make(self::ID);
        $import = ['type' => 'order.imported', 'data' => ['telaris_order' => 'T1234', 'integration_reference' => (string) self::ID]];
        $first = $this->telaris->sends($import, 'msg_import');
        $again = $this->telaris->sends($import, 'msg_import');

        self::assertSame([200, 'linked'], [$first->get_status(), $first->get_data()['code']]);
        self::assertSame($first->get_data() + ['replayed' => true], $again->get_data());
        self::assertSame('true', $again->get_headers()['Idempotent-Replayed']);

        $other = ['data' => ['telaris_order' => 'T9', 'integration_reference' => '9']];
        self::assertSame([422, 'id_reused'], $this->statusAndCode($this->telaris->sends($other + $import, 'msg_import')));
        self::assertSame([422, 'id_reused'], $this->statusAndCode($this->telaris->invoices(self::ID, [], 'msg_import')), 'Nor for another type.');
        $this->telaris->invoices(self::ID, [], 'msg_invoice');
        self::assertSame([422, 'id_reused'], $this->statusAndCode($this->telaris->sends($import, 'msg_invoice')), 'Nor the other way round.');
    }

    public function testAnImportThatWasRefusedIsLookedAtAgain(): void
    {
        $import = ['type' => 'order.imported', 'data' => ['telaris_order' => 'T1234', 'integration_reference' => (string) self::ID]];
        self::assertSame([404, 'order_not_found'], $this->statusAndCode($this->telaris->sends($import, 'msg_import')));
        Order::make(self::ID);
        self::assertSame([200, 'linked'], $this->statusAndCode($this->telaris->sends($import, 'msg_import')));
    }

    public function testAnImportIsNoRowOfTheHistory(): void
    {
        Order::make(self::ID);
        $this->telaris->sends(['type' => 'order.imported', 'data' => ['telaris_order' => 'T1234', 'integration_reference' => (string) self::ID]]);
        $id = $this->database->number('SELECT MAX(id) FROM {notifications}');
        self::assertGreaterThan(0, $id);
        self::assertNull((new NotificationRepository($this->database))->find($id));
        foreach ([[], ['search' => 'T1234'], ['search' => (string) self::ID], ['state' => 'ignored'], ['from' => 1]] as $filter) {
            self::assertSame([], (new NotificationQuery($this->database))->page($filter, null, 25)['items']);
        }
    }

    /** @return array{int, string} */
    private function statusAndCode(WP_REST_Response $response): array
    {
        return [$response->get_status(), $response->get_data()['code']];
    }

    public function testAnotherMessageForACompletedOrderFiresNothing(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID);
        $second = $this->telaris->invoices(self::ID);

        self::assertSame([200, 'already_completed'], [$second->get_status(), $second->get_data()['code']]);
        self::assertSame(1, $this->completions);
        self::assertCount(1, Order::notesOf(self::ID));
    }

    public function testAnotherInvoiceForACompletedOrderIsAFurtherOne(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID);
        self::assertSame('already_completed', $this->telaris->invoices(self::ID, ['invoice' => ['number' => 'F9']])->get_data()['code']);
        self::assertSame(['F9'], Order::metaOf(self::ID)['_telaris_further_invoices']);
    }

    public function testWhatAPersonCompletedGetsItsInvoiceStored(): void
    {
        Order::make(self::ID, 'completed');
        self::assertSame('already_completed', $this->telaris->invoices(self::ID)->get_data()['code']);
        self::assertSame('F1234', Order::metaOf(self::ID)['_telaris_invoice_number']);
        self::assertSame('already_completed', $this->telaris->invoices(self::ID, ['invoice' => ['number' => 'F9']])->get_data()['code']);
        $this->telaris->waits();
        self::assertSame([0, []], [$this->completions, Emails::$sent]);
    }

    public function testALockThatWasTakenOverAndGivenBackLeavesAPersonToCheck(): void
    {
        Order::make(self::ID);
        // Before the gate. Whoever took the lock over read the order as it was, and recorded that.
        add_action('woocommerce_order_status_completed', function (): void {
            $this->database->execute('UPDATE {orders} SET lease_token = NULL, lease_until = NULL, lease_attempt = NULL WHERE order_id = %d', self::ID);
        }, PHP_INT_MIN);
        $response = $this->telaris->invoices(self::ID, [], 'msg_late');

        self::assertSame([200, 'side_effects_uncertain'], $this->statusAndCode($response));
        self::assertSame(['completed', 0], [$this->orderStatus(), $this->completions], 'Saved, but the gate let no hook run.');
        self::assertSame('1', (string) $this->database->number('SELECT needs_check FROM {notifications} WHERE webhook_id = %s', 'msg_late'));
        self::assertSame('held', $this->database->row('SELECT state FROM {outbox} WHERE order_id = %d', self::ID)?->string('state'));
    }

    /** @return array<string, array{bool, int}> Whether a hook told that the order was put back, and how often its Completed hooks run. */
    public static function puttingBack(): array
    {
        return ['a lost update' => [false, 1], 'told by a hook' => [true, 2]];
    }

    #[DataProvider('puttingBack')]
    public function testWhatIsWrittenBackUnseenIsCompletedAgainWithoutItsHooks(bool $isTold, int $completions): void
    {
        Order::make(self::ID);
        $this->telaris->sends(['type' => 'order.imported', 'data' => ['telaris_order' => 'T1234', 'integration_reference' => (string) self::ID]]);
        Order::find(self::ID)?->update_status('completed');
        // As a call that changes another field saves the post that it read before.
        $isTold ? Order::find(self::ID)?->update_status('processing') : $this->database->execute("UPDATE [wc_orders] SET status = 'wc-processing' WHERE id = %d", self::ID);
        self::assertSame('processing', $this->orderStatus());

        $response = $this->telaris->invoices(self::ID);
        self::assertSame([200, $isTold ? 'completed' : 'already_completed'], $this->statusAndCode($response));
        self::assertSame(['completed', $completions], [$this->orderStatus(), $this->completions]);
        self::assertFalse($this->notification($response)->needsCheck);
    }

    public function testWhatIsPutBackInsideOurHooksIsTakenForAnotherCompletionLater(): void
    {
        Order::make(self::ID);
        add_action('woocommerce_order_status_completed', static fn (): mixed => Order::find(self::ID)?->update_status('on-hold'), 20);
        self::assertSame('reverted', $this->telaris->invoices(self::ID)->get_data()['code']);
        self::assertNull($this->database->row('SELECT hooks_until FROM {orders} WHERE order_id = %d', self::ID)?->number('hooks_until'));
    }

    public function testALockThatSomebodyElseHoldsLeavesAPersonToCheckToo(): void
    {
        Order::make(self::ID);
        add_action('woocommerce_order_status_completed', function (): void {
            $this->database->execute("UPDATE {orders} SET lease_token = 'other', lease_attempt = 999999 WHERE order_id = %d", self::ID);
        }, PHP_INT_MIN);
        $response = $this->telaris->invoices(self::ID, [], 'msg_late');

        self::assertSame([200, 'side_effects_uncertain'], $this->statusAndCode($response));
        self::assertSame(['completed', 0], [$this->orderStatus(), $this->completions]);
        self::assertSame('other', $this->database->row('SELECT lease_token FROM {orders} WHERE order_id = %d', self::ID)?->string('lease_token'), 'Theirs stays.');
    }

    public function testASaveThatFailsIsTriedAgain(): void
    {
        Order::make(self::ID);
        Order::$faults['save_throws'] = true;
        $response = $this->telaris->invoices(self::ID);

        self::assertSame([503, 'save_unconfirmed', 'pending'], [$response->get_status(), $response->get_data()['code'], $response->get_data()['state']]);
        self::assertSame([0, 'processing'], [$this->completions, $this->orderStatus()]);
        self::assertEqualsWithDelta(time() + 66, $this->notification($response)->nextAttemptAt, 8);

        Order::$faults = [];
        $this->telaris->waits();
        self::assertSame('processing', $this->orderStatus(), 'Not before its time.');
        $this->makeDue();
        $this->telaris->waits();
        $this->telaris->waits();
        self::assertSame(['completed', 1, [self::ID]], [$this->orderStatus(), $this->completions, Emails::$sent]);
        self::assertSame('completed', $this->notification($response)->code->value);
    }

    /** @return array<string, array{callable(): never}> */
    public static function listeners(): array
    {
        return [
            'an exception, which WooCommerce catches' => [static fn () => throw new RuntimeException('No stock service.')],
            'an error, which it does not' => [static fn () => throw new Error('Call to undefined function')],
        ];
    }

    /** @param callable(): never $listener */
    #[DataProvider('listeners')]
    public function testAListenerThatFailsLeavesAPersonToCheck(callable $listener): void
    {
        Order::make(self::ID);
        add_action('woocommerce_order_status_completed', $listener, 20);
        $response = $this->telaris->invoices(self::ID, [], 'msg_same');

        self::assertSame([200, 'side_effects_uncertain'], [$response->get_status(), $response->get_data()['code']]);
        self::assertTrue($this->notification($response)->needsCheck);
        self::assertSame('completed', $this->orderStatus());
        self::assertSame('true', $this->telaris->invoices(self::ID, [], 'msg_same')->get_headers()['Idempotent-Replayed']);
        $this->telaris->waits();
        self::assertSame([1, []], [$this->completions, Emails::$sent], 'WooCommerce sends none either where the steps after Completed are cut off.');
        self::assertStringContainsString((string) $this->notification($response)->params['error'], $response->get_data()['message']);
    }

    public function testAnOrderThatIsPutBackIsNeitherRepeatedNorWrittenAbout(): void
    {
        Order::make(self::ID);
        $through = require WP_PLUGIN_DIR . '/fake-payment/includes/capture.php';
        add_action('woocommerce_order_status_completed', static fn (int $id): mixed => $through(static fn (): mixed => Order::find($id)?->update_status('on-hold')));
        $response = $this->telaris->invoices(self::ID);

        self::assertSame([409, 'reverted', 'failed'], [$response->get_status(), $response->get_data()['code'], $response->get_data()['state']]);
        self::assertSame(['status' => 'on-hold', 'who' => 'Fake Payment'], $this->notification($response)->params);
        self::assertSame('reverted', $this->telaris->invoices(self::ID)->get_data()['code'], 'Nor by another message.');
        $this->telaris->waits();
        self::assertSame([1, []], [$this->completions, Emails::$sent]);
    }

    /** @return array<string, array{string, string}> */
    public static function refusedOrders(): array
    {
        return [
            'cancelled' => ['cancelled', 'shop_order'],
            'refunded' => ['refunded', 'shop_order'],
            'trashed' => ['trash', 'shop_order'],
            'pending' => ['pending', 'shop_order'],
        ];
    }

    #[DataProvider('refusedOrders')]
    public function testAGuardedOrderIsNotChanged(string $status, string $type): void
    {
        Order::make(self::ID, $status, type: $type);
        $response = $this->telaris->invoices(self::ID);

        self::assertSame([409, 'status_not_allowed'], [$response->get_status(), $response->get_data()['code']]);
        self::assertSame([$status, 0, []], [$this->orderStatus(), $this->completions, Order::notesOf(self::ID)]);
    }

    public function testARefundIsNoOrder(): void
    {
        Order::make(self::ID, 'completed', type: 'shop_order_refund');
        self::assertSame('order_not_found', $this->telaris->invoices(self::ID)->get_data()['code']);
    }

    public function testAStaleCopyIsNotDecidedOn(): void
    {
        Order::make(self::ID);
        Order::$faults['cache_is_stale'] = true;

        self::assertSame('save_unconfirmed', $this->telaris->invoices(self::ID)->get_data()['code']);
        self::assertSame(0, $this->completions);
    }

    public function testWithoutAReferenceAMessageWaitsForItsLink(): void
    {
        Order::make(self::ID);
        $waiting = $this->telaris->sends(['type' => 'order.invoiced', 'data' => ['telaris_order' => '10021']]);
        self::assertSame([409, 'missing_link'], [$waiting->get_status(), $waiting->get_data()['code']]);

        $linked = $this->telaris->sends(['type' => 'order.imported', 'data' => ['telaris_order' => '10021', 'integration_reference' => (string) self::ID]]);
        self::assertSame([200, 'linked'], [$linked->get_status(), $linked->get_data()['code']]);
        self::assertSame(['completed', 1], [$this->orderStatus(), $this->completions]);
        self::assertSame('completed', $this->notification($waiting)->code->value);
    }

    public function testALinkIsNotOverruledByAMessage(): void
    {
        Order::make(self::ID);
        $this->telaris->sends(['type' => 'order.imported', 'data' => ['telaris_order' => '10021', 'integration_reference' => (string) self::ID]]);
        $response = $this->telaris->invoices(self::ID, ['telaris_order' => '10099']);

        self::assertSame([409, 'link_mismatch'], [$response->get_status(), $response->get_data()['code']]);
        self::assertSame('processing', $this->orderStatus());
    }

    /** @return array<string, array{string, array<string, mixed>, string}> */
    public static function ignored(): array
    {
        return [
            'cancelled in Telaris' => ['order.cancelled', [], 'not_synced'],
            'partly invoiced' => ['order.partially_invoiced', [], 'partially_invoiced'],
            'credited' => ['order.invoiced', ['invoice' => ['number' => 'K1', 'kind' => 'credit_note']], 'credit_note'],
        ];
    }

    /** @param array<string, mixed> $more */
    #[DataProvider('ignored')]
    public function testWhatIsNotAnInvoiceChangesNothing(string $type, array $more, string $code): void
    {
        Order::make(self::ID);
        $response = $this->telaris->sends(['type' => $type, 'data' => $more + ['telaris_order' => '10021', 'integration_reference' => (string) self::ID]]);

        self::assertSame([200, $code, 'ignored'], [$response->get_status(), $response->get_data()['code'], $response->get_data()['state']]);
        self::assertSame(['processing', []], [$this->orderStatus(), Order::notesOf(self::ID)]);
    }

    public function testMailThatMayHaveLeftIsNotSentAgain(): void
    {
        Order::make(self::ID);
        Order::$faults['email_throws'] = true;
        $response = $this->telaris->invoices(self::ID);
        $this->telaris->waits();
        Order::$faults = [];
        $this->telaris->waits();

        self::assertSame([], Emails::$sent);
        self::assertSame(['email_unknown', true], [$this->notification($response)->code->value, $this->notification($response)->needsCheck]);
    }

    public function testACustomerIsNotWrittenToAboutAnOrderThatWasReopenedMeanwhile(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID);
        $this->database->execute('UPDATE [wc_orders] SET status = %s WHERE id = %d', 'wc-on-hold', self::ID);
        $this->telaris->waits();

        self::assertSame([], Emails::$sent);
    }

    public function testTheLeaseIsGivenBackWhateverHappens(): void
    {
        Order::make(self::ID);
        add_action('woocommerce_order_status_completed', static fn () => throw new Error('x'), 20);
        $this->telaris->invoices(self::ID);

        self::assertSame(0, $this->database->number('SELECT COUNT(*) FROM {orders} WHERE lease_token IS NOT NULL'));
    }

    public function testAnEmailThatAPlugInSendsItselfIsNotSentTwice(): void
    {
        Order::make(self::ID);
        add_action('woocommerce_order_status_completed', static function (): void {
            remove_action('woocommerce_order_status_completed', ['WC_Emails', 'send_transactional_email'], 10);
        }, 5);
        self::assertSame('completed', $this->telaris->invoices(self::ID)->get_data()['code']);
        $this->telaris->waits();
        self::assertSame([], Emails::$sent);
    }

    public function testTheEmailGetsThePreviousStatusOfTheOrder(): void
    {
        Order::make(self::ID, 'on-hold');
        $this->telaris->invoices(self::ID);
        $this->telaris->waits();
        self::assertSame(['on-hold'], Emails::$cameFrom);
    }

    private function orderStatus(): ?string
    {
        return (new OrderStatusReader($this->database))->read(self::ID);
    }

    private function makeDue(): void
    {
        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d WHERE next_attempt_at IS NOT NULL', time() - 1);
    }

    private function notification(WP_REST_Response $response): Notification
    {
        $notification = (new NotificationRepository($this->database))->find($response->get_data()['notification_id']);
        self::assertNotNull($notification);
        return $notification;
    }

    /** @return list<array{started_before_finished: bool, before: ?string, after: ?string}> */
    private function attempts(WP_REST_Response $response): array
    {
        $attempts = [];
        foreach ((new AttemptRepository($this->database))->of($response->get_data()['notification_id']) as $attempt) {
            $attempts[] = [
                'started_before_finished' => $attempt->finishedMs !== null && $attempt->startedMs <= $attempt->finishedMs,
                'before' => $attempt->statusBefore,
                'after' => $attempt->statusAfter,
            ];
        }
        return $attempts;
    }
}
