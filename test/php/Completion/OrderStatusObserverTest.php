<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use RuntimeException;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use WP_REST_Request;

final class OrderStatusObserverTest extends TestCase
{
    private Telaris $telaris;

    protected function setUp(): void
    {
        parent::setUp();
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    public function testAnOrderWithoutARowCostsOneQuery(): void
    {
        global $wpdb;
        $order = Order::make(1234, 'on-hold');
        do_action('woocommerce_order_status_changed', 1234, 'pending', 'on-hold', $order);
        $before = $wpdb->num_queries;
        do_action('woocommerce_order_status_changed', 1234, 'pending', 'on-hold', $order);
        self::assertSame(1, $wpdb->num_queries - $before);
    }

    public function testRowsOfAnOrderThatAPersonCompletesAreSettledAndSayWhoAndWhen(): void
    {
        Order::make(1234, 'cancelled');
        $first = $this->telaris->invoices(1234)->get_data();
        $second = $this->telaris->invoices(1234)->get_data();
        self::assertSame('status_not_allowed', $first['code']);
        self::assertSame(1, $this->notifications()->countFailed(), 'One order, however many messages.');

        $this->signIn('Nina');
        Order::find(1234)?->update_status('completed');

        foreach ([$first, $second] as ['notification_id' => $id]) {
            $row = $this->row($id);
            self::assertSame(ResultCode::AlreadyCompleted, $row->code);
            self::assertSame('Nina', $row->params['by']);
            self::assertEqualsWithDelta(time(), (int) $row->params['at'], 5);
        }
        self::assertSame(0, $this->notifications()->countFailed());
        $story = (new AttemptRepository($this->database))->of($first['notification_id']);
        self::assertSame([AttemptTrigger::Telaris, AttemptTrigger::Shop], array_column($story, 'trigger'));
        self::assertSame('F1234', Order::metaOf(1234)['_telaris_invoice_number'], 'The invoice is on the order.');
    }

    public function testWhereAPersonReSendsOneOfAnOrdersRowsTheOthersAreSettled(): void
    {
        Order::make(1234, 'cancelled');
        $first = $this->telaris->invoices(1234)->get_data()['notification_id'];
        $second = $this->telaris->invoices(1234)->get_data()['notification_id'];
        Person::signIn('edit_others_shop_orders');
        $request = new WP_REST_Request('POST', "/wc-telaris/v1/notifications/$first/resend");
        $request->set_body_params(['complete_anyway' => true]);
        Telaris::dispatch($request);

        self::assertSame([ResultCode::Completed, ResultCode::AlreadyCompleted], [$this->row($first)->code, $this->row($second)->code]);
        self::assertSame([0, 0], [$this->notifications()->countFailed(), $this->notifications()->countToCheck()]);
    }

    public function testTheInvoicesOfRowsThatSettleAreAllOnTheOrder(): void
    {
        Order::make(1234);
        (new Settings())->choose(['hold' => true]);
        $held = [];
        foreach (['F1', 'F2', 'F2', 'F3'] as $number) {
            $held[] = $this->telaris->invoices(1234, ['invoice' => ['number' => $number]])->get_data()['notification_id'];
        }
        Person::signIn('edit_others_shop_orders');
        Telaris::dispatch(new WP_REST_Request('POST', "/wc-telaris/v1/notifications/$held[1]/resend"));

        self::assertSame(
            [ResultCode::AlreadyCompleted, ResultCode::Completed, ResultCode::AlreadyCompleted, ResultCode::AlreadyCompleted],
            array_map(fn (int $id): ResultCode => $this->row($id)->code, $held)
        );
        $meta = Order::metaOf(1234);
        self::assertSame('F2', $meta['_telaris_invoice_number']);
        self::assertSame(['F1', 'F3'], $meta['_telaris_further_invoices']);
    }

    public function testOfSeveralInvoicesOfAnOrderThatAPersonCompletesTheFirstIsItsOwn(): void
    {
        Order::make(1234, 'cancelled');
        foreach (['F1', 'F2'] as $number) {
            $this->telaris->invoices(1234, ['invoice' => ['number' => $number]]);
        }
        $this->signIn('Nina');
        Order::find(1234)?->update_status('completed');
        $meta = Order::metaOf(1234);
        self::assertSame(['F1', ['F2']], [$meta['_telaris_invoice_number'], $meta['_telaris_further_invoices'] ?? null]);
    }

    public function testWhereAnotherMessageCompletesTheOrderItsOlderRowsAreSettled(): void
    {
        foreach ([1234 => false, 1235 => true] as $orderId => $isBatch) {
            Order::make($orderId, 'cancelled');
            $old = $this->telaris->invoices($orderId)->get_data()['notification_id'];
            $this->database->execute("UPDATE [wc_orders] SET status = 'wc-processing' WHERE id = %d", $orderId);
            $isBatch ? $this->inBatch("msg_$orderId", $orderId) : $this->telaris->invoices($orderId, id: "msg_$orderId");
            self::assertSame('completed', Order::find($orderId)?->get_status());
            self::assertSame(ResultCode::AlreadyCompleted, $this->row($old)->code, $isBatch ? 'in a batch' : 'alone');
        }
    }

    /** @return array<string, mixed> The first result, of two, so that it is worked off as a batch. */
    private function inBatch(string $id, int $orderId): array
    {
        $items = array_map(
            static fn (int $at): array => ['id' => $at === 0 ? $id : "{$id}_beside", 'type' => 'order.invoiced', 'data' => [
                'integration_reference' => (string) ($orderId + $at * 5000),
                'telaris_order' => 'T' . ($orderId + $at * 5000),
                'invoice' => ['number' => 'F' . ($orderId + $at * 5000)],
            ]],
            [0, 1]
        );
        Order::find($orderId + 5000) ?? Order::make($orderId + 5000);
        $request = $this->telaris->request(['notifications' => $items]);
        $request->set_route('/wc-telaris/v1/notifications/batch');
        return Telaris::dispatch($request)->get_data()['results'][0];
    }

    public function testOtherPlugInsAreTold(): void
    {
        $heard = [];
        foreach (['order_completed', 'notification_failed', 'notification_needs_check'] as $hook) {
            add_action("telaris_for_woocommerce_$hook", static function (mixed ...$told) use (&$heard, $hook): void {
                $heard[] = [$hook, end($told)['order_id'], end($told)['code']];
            }, 10, 2);
        }
        Order::make(1234);
        $this->telaris->invoices(1234);
        Order::make(1300, 'cancelled');
        $this->telaris->invoices(1300);
        $this->endRequest();
        self::assertSame([['order_completed', 1234, 'completed'], ['notification_failed', 1300, 'status_not_allowed']], $heard);

        $heard = [];
        Order::find(1234)?->update_status('on-hold');
        Order::find(1300)?->update_status('processing');
        self::assertSame([], $heard, 'Not before the end of the request.');
        $this->endRequest();
        $this->endRequest();
        self::assertSame([['notification_needs_check', 1234, 'put_back'], ['notification_failed', 1300, 'ready']], $heard);

        $heard = [];
        Order::find(1300)?->update_status('completed');
        $this->endRequest();
        self::assertSame([], $heard, 'It was Completed by somebody else.');
    }

    /** As far as other plug-ins are told; all of it would end PHPUnit's output buffers. */
    private function endRequest(): void
    {
        foreach ($GLOBALS['wp_filter']['shutdown']->callbacks[200] as $listener) {
            ($listener['function'])();
        }
    }

    public function testWhatIsStillAnOpenQuestionIsNotSettled(): void
    {
        Order::make(1234);
        foreach ([ResultCode::LinkMismatch, ResultCode::InvoiceMismatch] as $code) {
            $ids[] = Rows::notification($this->database, outcome: Outcome::of($code)->about(1234, 'processing', 'processing'))->id;
        }
        Order::find(1234)?->update_status('completed');
        foreach ($ids as $id) {
            self::assertSame(NotificationStatus::Failed, $this->row($id)->state);
        }
    }

    public function testARowThatWaitsForItsRetryIsSettledAtOnce(): void
    {
        Order::make(1234);
        $row = Rows::notification($this->database, outcome: Outcome::of(ResultCode::InProgress)->about(1234, null, null));
        self::assertSame(NotificationStatus::Pending, $row->state);
        Order::find(1234)?->update_status('completed');
        self::assertSame(ResultCode::AlreadyCompleted, $this->row($row->id)->code);
        self::assertNull($this->row($row->id)->nextAttemptAt);
    }

    public function testOurOwnCompletionIsNotTakenForSomebodyElses(): void
    {
        Order::make(1234);
        $id = $this->telaris->invoices(1234)->get_data()['notification_id'];
        self::assertSame(ResultCode::Completed, $this->row($id)->code);
        self::assertCount(1, (new AttemptRepository($this->database))->of($id));
    }

    public function testAnOrderThatIsPutBackNeedsACheckAndSettlesOnceItIsCompletedAgain(): void
    {
        Order::make(1234);
        $id = $this->telaris->invoices(1234, id: 'msg_put_back')->get_data()['notification_id'];
        $this->signIn('Nina');
        Order::find(1234)?->update_status('processing');

        $row = $this->row($id);
        self::assertSame(ResultCode::PutBack, $row->code);
        self::assertTrue($row->needsCheck);
        self::assertTrue($row->canResend());
        self::assertSame(['status' => 'processing', 'by' => 'Nina'], array_diff_key($row->params, ['at' => 1]));
        self::assertSame(1, $this->notifications()->countToCheck());

        Person::signOut();
        $again = $this->telaris->invoices(1234, id: 'msg_put_back');
        self::assertSame('true', $again->get_headers()['Idempotent-Replayed']);
        self::assertSame(['put_back', 'processing'], [$again->get_data()['code'], $again->get_data()['order_status']]);
        self::assertStringContainsString('put back to Processing by Nina', $again->get_data()['message']);

        $inBatch = $this->inBatch('msg_put_back', 1234);
        self::assertSame([true, 'put_back', 'processing'], [$inBatch['replayed'], $inBatch['code'], $inBatch['order_status']]);

        Order::find(1234)?->update_status('completed');
        self::assertSame(ResultCode::AlreadyCompleted, $this->row($id)->code);
        self::assertSame(0, $this->notifications()->countToCheck());
    }

    public function testWhatMayFollowCompletedIsNoAlarm(): void
    {
        foreach (['refunded', 'in-the-oven', 'trash'] as $number => $status) {
            Order::make(2000 + $number);
            $id = $this->telaris->invoices(2000 + $number)->get_data()['notification_id'];
            Order::find(2000 + $number)?->update_status($status);
            self::assertSame(ResultCode::Completed, $this->row($id)->code, $status);
        }
    }

    public function testAnOrderThatWasInvoicedBeforeItWasPaidIsCompletedOnceItIsPaid(): void
    {
        Order::make(1234, 'pending');
        $id = $this->telaris->invoices(1234)->get_data()['notification_id'];
        Order::find(1234)?->update_status('processing');
        self::assertSame(NotificationStatus::Pending, $this->row($id)->state);

        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d', time());
        $this->telaris->waits();
        self::assertSame(ResultCode::Completed, $this->row($id)->code);
    }

    public function testThatIsASetting(): void
    {
        (new Settings())->choose(['complete_when_paid' => false]);
        Order::make(1234, 'pending');
        $id = $this->telaris->invoices(1234)->get_data()['notification_id'];
        Order::find(1234)?->update_status('processing');
        self::assertSame(ResultCode::Ready, $this->row($id)->code);
        self::assertNull($this->row($id)->nextAttemptAt);
    }

    public function testACancelledOrderThatIsTakenUpAgainIsReadyForAPerson(): void
    {
        Order::make(1234, 'cancelled');
        $id = $this->telaris->invoices(1234)->get_data()['notification_id'];
        Order::find(1234)?->update_status('processing');
        $row = $this->row($id);
        self::assertSame(ResultCode::Ready, $row->code);
        self::assertSame(NotificationStatus::Failed, $row->state);
        self::assertTrue($row->canResend());

        Order::find(1234)?->update_status('cancelled');
        self::assertSame(ResultCode::StatusNotAllowed, $this->row($id)->code);
    }

    public function testInvoicesOfRowsThatTheDailyCheckSettlesAreOnTheOrderWhateverAListenerDoes(): void
    {
        foreach ([1 => false, 2 => true] as $orderId => $throws) {
            Order::make($orderId, 'cancelled');
            foreach (['A', 'B', 'C'] as $number) {
                $rows[$orderId] = $this->telaris->invoices($orderId, ['invoice' => ['number' => "$number$orderId"]])->get_data()['notification_id'];
            }
            $this->database->execute("UPDATE [wc_orders] SET status = 'wc-completed' WHERE id = %d", $orderId);
        }
        add_action('woocommerce_order_note_added', static fn ($noteId, $order) => $order->get_id() === 2 ? throw new RuntimeException('No notes.') : null, 10, 2);

        $this->telaris->waits();
        $meta = Order::metaOf(1);
        self::assertSame(['A1', ['B1', 'C1']], [$meta['_telaris_invoice_number'] ?? null, $meta['_telaris_further_invoices'] ?? null]);
        self::assertSame(ResultCode::AlreadyCompleted, $this->row($rows[2])->code);
        self::assertSame('A2', Order::metaOf(2)['_telaris_invoice_number'] ?? null);
    }

    public function testTheDailyCheckFindsChangesWithoutAHook(): void
    {
        Order::make(1, 'cancelled');
        Order::make(2);
        Order::make(3, 'pending');
        $blocked = $this->telaris->invoices(1)->get_data()['notification_id'];
        $done = $this->telaris->invoices(2)->get_data()['notification_id'];
        $unpaid = $this->telaris->invoices(3)->get_data()['notification_id'];
        $this->database->execute("UPDATE [wc_orders] SET status = 'wc-completed' WHERE id = 1");
        $this->database->execute("UPDATE [wc_orders] SET status = 'wc-on-hold' WHERE id = 2");
        $this->database->execute("UPDATE [wc_orders] SET status = 'wc-processing' WHERE id = 3");

        $this->telaris->waits();
        self::assertSame(ResultCode::AlreadyCompleted, $this->row($blocked)->code);
        self::assertSame(ResultCode::PutBack, $this->row($done)->code);
        self::assertSame('on-hold', $this->row($done)->params['status']);
        self::assertSame(NotificationStatus::Pending, $this->row($unpaid)->state);

        $this->notifications()->markChecked($done);
        $this->database->execute('DELETE FROM {counters}');
        $this->telaris->waits();
        self::assertFalse($this->row($done)->needsCheck, 'A person has seen it: no alarm every day.');
    }

    public function testARetryIsGuardedWhateverWayItCame(): void
    {
        (new Settings())->choose(['core_api_guard' => Settings::OBSERVE]);
        Order::make(1234, 'cancelled');
        $row = Rows::notification(
            $this->database,
            new Message('core_1234_x', MessageType::Invoiced, null, null, '1234'),
            Outcome::of(ResultCode::SaveUnconfirmed)->about(1234, 'processing', 'processing')
        );
        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d', time());
        $this->telaris->waits();
        self::assertSame('cancelled', Order::find(1234)?->get_status());
        self::assertSame(ResultCode::StatusNotAllowed, $this->row($row->id)->code);
    }

    private function signIn(string $name): void
    {
        Person::signIn('edit_shop_orders');
        wp_get_current_user()->data = (object) ['display_name' => $name];
    }

    private function row(int $id): Notification
    {
        $row = $this->notifications()->find($id);
        self::assertNotNull($row);
        return $row;
    }

    private function notifications(): NotificationRepository
    {
        return new NotificationRepository($this->database);
    }
}
