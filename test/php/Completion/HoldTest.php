<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\ActionScheduler;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WP_REST_Request;
use WP_REST_Response;

/** The plugin held back: everything is taken in, no order is touched, a person releases. */
final class HoldTest extends TestCase
{
    private const ID = 1234;

    private Telaris $telaris;
    private Settings $settings;

    protected function setUp(): void
    {
        parent::setUp();
        Emails::listen();
        $this->telaris = Telaris::ofBootedPlugin($this->database);
        $this->settings = new Settings();
        $this->settings->choose(['hold' => true]);
    }

    protected function tearDown(): void
    {
        delete_option(Settings::OPTION);
        parent::tearDown();
    }

    public function testAMessageIsRecordedAndTheOrderLeftAlone(): void
    {
        Order::make(self::ID);
        $response = $this->telaris->invoices(self::ID);
        $answer = $response->get_data();

        self::assertSame([202, 'held', 'pending', false, null], [$response->get_status(), $answer['code'], $answer['state'], $answer['retryable'], $answer['retry_after']]);
        self::assertSame('Held back: the order would be set to Completed.', $answer['message']);
        self::assertArrayNotHasKey('Preference-Applied', $response->get_headers());
        $this->assertUntouched();
        $row = $this->row($response);
        self::assertSame([self::ID, null, 0], [$row->orderId, $row->nextAttemptAt, $row->attempts]);
    }

    public function testARepetitionIsAnsweredTheSame(): void
    {
        Order::make(self::ID);
        $first = $this->telaris->invoices(self::ID, id: 'msg_same');
        $again = $this->telaris->invoices(self::ID, id: 'msg_same');
        $this->settings->choose(['hold' => false]);
        $after = $this->telaris->invoices(self::ID, id: 'msg_same');
        foreach ([$again, $after] as $repeated) {
            self::assertSame($first->get_data() + ['order_status' => 'processing', 'replayed' => true], $repeated->get_data());
        }
        $this->assertUntouched();
    }

    public function testARowSaysWhatWouldStandAgainstIt(): void
    {
        Order::make(self::ID, 'cancelled');
        self::assertSame(
            'Held back: the order would not be completed. The order had the status "Cancelled". Such orders are not completed automatically.',
            $this->telaris->invoices(self::ID)->get_data()['message']
        );
        Order::make(7, 'completed');
        self::assertStringContainsString('Completed already', $this->telaris->invoices(7)->get_data()['message']);
        self::assertStringContainsString('not in this shop', $this->telaris->invoices(8)->get_data()['message']);
    }

    public function testBatchesAndAsyncMessagesAreHeldToo(): void
    {
        Order::make(self::ID);
        Order::make(7);
        $request = $this->telaris->request(['type' => 'order.invoiced', 'data' => ['integration_reference' => '7', 'telaris_order' => 'T7']]);
        $request->set_header('Prefer', 'respond-async');
        self::assertSame('held', Telaris::dispatch($request)->get_data()['code']);

        $items = [];
        foreach ([self::ID, 7] as $id) {
            $items[] = ['id' => "msg_item_$id", 'type' => 'order.invoiced', 'data' => ['integration_reference' => (string) $id, 'telaris_order' => "T$id"]];
        }
        $batch = $this->telaris->request(['notifications' => $items]);
        $batch->set_route('/wc-telaris/v1/notifications/batch');
        self::assertSame(['held', 'held'], array_column(Telaris::dispatch($batch)->get_data()['results'], 'code'));
        $this->assertUntouched();
        self::assertSame('processing', (new OrderStatusReader($this->database))->read(7));
    }

    public function testWhatWasToBeTriedAgainIsHeldWhenItsTimeComes(): void
    {
        $this->settings->choose(['hold' => false]);
        Order::make(self::ID);
        Order::$faults['save_throws'] = true;
        $row = $this->row($this->telaris->invoices(self::ID));
        Order::$faults = [];
        $this->settings->choose(['hold' => true]);
        $this->database->execute('UPDATE {notifications} SET next_attempt_at = %d WHERE id = %d', time() - 1, $row->id);
        $this->telaris->waits();
        self::assertSame('held', $this->find($row->id)->code->value);
        self::assertSame('processing', (new OrderStatusReader($this->database))->read(self::ID));

        // Nothing is looked for over and over.
        ActionScheduler::$planned = [];
        $this->telaris->waits();
        self::assertNotContains(Scheduler::HOOK_DUE, array_column(ActionScheduler::$planned, 'hook'));
    }

    public function testWhatFailedBeforeStaysAsItIs(): void
    {
        $this->settings->choose(['hold' => false]);
        Order::make(self::ID, 'cancelled');
        $first = $this->telaris->invoices(self::ID, id: 'msg_same');
        $this->settings->choose(['hold' => true]);
        $again = $this->telaris->invoices(self::ID, id: 'msg_same');
        self::assertSame(['status_not_allowed', 'status_not_allowed'], [$first->get_data()['code'], $again->get_data()['code']]);
    }

    public function testEndingItReleasesNothingAndAPersonDoes(): void
    {
        Order::make(self::ID);
        $row = $this->row($this->telaris->invoices(self::ID));
        $this->settings->choose(['hold' => false]);
        $this->telaris->waits();
        $this->assertUntouched();
        self::assertSame('held', $this->find($row->id)->code->value);

        Person::signIn('edit_others_shop_orders');
        $response = $this->calls("/notifications/$row->id/resend");
        self::assertSame(200, $response->get_status());
        self::assertSame('completed', $this->find($row->id)->code->value);
        $this->telaris->waits();
        self::assertSame([self::ID], Emails::$sent);
    }

    public function testAnOrderIsReleasedOnceHoweverManyMessagesAreAboutIt(): void
    {
        Order::make(self::ID);
        $rows = [];
        foreach (['F1', 'F2', 'F3'] as $number) {
            $rows[] = $this->row($this->telaris->invoices(self::ID, ['invoice' => ['number' => $number]]));
        }
        self::assertSame(1, (new NotificationRepository($this->database))->countHeld());

        Person::signIn('edit_others_shop_orders');
        $this->calls("/notifications/{$rows[0]->id}/resend");
        self::assertSame(0, (new NotificationRepository($this->database))->countHeld());
        self::assertSame('completed', $this->find($rows[0]->id)->code->value);
        foreach ([1, 2] as $further) {
            self::assertNotSame('held', $this->find($rows[$further]->id)->code->value);
            self::assertNotSame('failed', $this->find($rows[$further]->id)->state->value);
        }
        $this->telaris->waits();
        self::assertSame([self::ID], Emails::$sent, 'One email.');
    }

    public function testWhatIsAgreedToForOneMessageIsNotForAnotherAboutItsOrder(): void
    {
        // Completed before they came: no hook settles them.
        Order::make(self::ID, 'completed');
        $this->settings->choose(['invoice_check' => 'refuse']);
        $first = $this->row($this->telaris->invoices(self::ID));
        $other = $this->row($this->telaris->invoices(self::ID, ['invoice' => ['number' => 'F2', 'total' => '1.00', 'currency' => 'EUR']]));
        Person::signIn('edit_others_shop_orders');
        $request = new WP_REST_Request('POST', "/wc-telaris/v1/notifications/$first->id/resend");
        $request->set_body_params(['complete_anyway' => true]);
        Telaris::dispatch($request);

        self::assertSame('already_completed', $this->find($first->id)->code->value);
        self::assertSame('invoice_mismatch', $this->find($other->id)->code->value);
    }

    public function testAPersonsOwnReSendWorksUnderIt(): void
    {
        Order::make(self::ID);
        $row = $this->row($this->telaris->invoices(self::ID));
        Person::signIn('edit_others_shop_orders');
        $this->calls("/notifications/$row->id/resend");
        self::assertSame('completed', (new OrderStatusReader($this->database))->read(self::ID));
    }

    public function testAnOrderThatSomebodyCompletesSettlesItsRow(): void
    {
        $order = Order::make(self::ID);
        $row = $this->row($this->telaris->invoices(self::ID));
        $order->update_status('completed');
        self::assertSame('already_completed', $this->find($row->id)->code->value);
    }

    private function assertUntouched(): void
    {
        self::assertSame('processing', (new OrderStatusReader($this->database))->read(self::ID));
        self::assertSame([], Order::notesOf(self::ID));
        self::assertSame([], Order::metaOf(self::ID));
        self::assertSame([], Emails::$sent);
    }

    private function row(WP_REST_Response $response): Notification
    {
        return $this->find((int) $response->get_data()['notification_id']);
    }

    private function find(int $id): Notification
    {
        $row = (new NotificationRepository($this->database))->find($id);
        assert($row !== null);
        return $row;
    }

    private function calls(string $route): WP_REST_Response
    {
        return Telaris::dispatch(new WP_REST_Request('POST', "/wc-telaris/v1$route"));
    }
}
