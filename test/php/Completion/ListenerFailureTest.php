<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use RuntimeException;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;

/** Crashes, and listeners of other plug-ins that do what nobody expects. */
final class ListenerFailureTest extends TestCase
{
    private const ID = 1234;
    private const OTHER = 1300;
    private const HOOK = 'woocommerce_order_status_completed';

    private Telaris $telaris;

    /** @var list<int> Orders, as their Completed hooks ran. */
    private array $completions = [];

    protected function setUp(): void
    {
        parent::setUp();
        Emails::listen();
        add_action(self::HOOK, function (int $orderId): void {
            $this->completions[] = $orderId;
        });
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    /** Died between writing the message down and saying that it is to be ignored. */
    public function testACancellationThatWasCutOffNeverCompletesTheOrder(): void
    {
        Order::make(self::ID);
        $data = ['integration_reference' => (string) self::ID, 'telaris_order' => 'T1'];
        foreach (['order.cancelled', 'order.partially_invoiced'] as $type) {
            $this->telaris->sends(['type' => $type, 'data' => $data], "msg_$type");
        }
        $credit = ['number' => 'F1', 'kind' => 'credit_note'];
        $this->telaris->sends(['type' => 'order.invoiced', 'data' => $data + ['invoice' => $credit]], 'msg_credit');
        $this->forgetOutcomes();
        $this->telaris->waits();

        self::assertSame([], $this->completions);
        self::assertSame('processing', Order::find(self::ID)?->get_status());
        $codes = array_map(static fn (Row $row): string => $row->string('code'), $this->database->rows('SELECT code FROM {notifications} ORDER BY id'));
        self::assertSame(['not_synced', 'partially_invoiced', 'credit_note'], $codes);
    }

    public function testWhatWasCutOffBeforeTheHooksStaysUncertainWhenTheSameMessageComesAgain(): void
    {
        Order::make(self::ID, 'cancelled');
        $this->telaris->invoices(self::ID, [], 'msg_same');
        // Killed after the save: the order is Completed, the hooks never ran, nobody holds the lease any more.
        Order::find(self::ID)?->update_status('completed');
        $this->completions = [];
        $this->forgetOutcomes();
        $this->database->execute('UPDATE {attempts} SET phase = %s, code = NULL, finished_ms = NULL', 'completing');
        $attempt = $this->database->number('SELECT MAX(id) FROM {attempts}');
        $this->database->execute('UPDATE {orders} SET lease_token = %s, lease_until = 1, lease_attempt = %d', str_repeat('a', 32), $attempt);

        $this->telaris->invoices(self::ID, [], 'msg_same');

        $row = $this->database->row('SELECT code, needs_check FROM {notifications}');
        self::assertSame(['side_effects_uncertain', 1], [$row?->string('code'), $row?->int('needs_check')]);
        self::assertSame([], $this->completions, 'It is not repeated.');
    }

    /** One process died in its hooks; the next one, that took over, lost the database before it knew. */
    public function testACrashIsStillReportedWhenTakingItOverFailsAtFirst(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID, [], 'msg_same');
        $this->forgetOutcomes();
        $this->database->execute('UPDATE {attempts} SET phase = %s, code = NULL, finished_ms = NULL', 'hooks');
        $attempt = $this->database->number('SELECT MAX(id) FROM {attempts}');
        $this->database->execute('UPDATE {orders} SET lease_token = %s, lease_until = 1, lease_attempt = %d', str_repeat('a', 32), $attempt);
        $failed = false;
        $fail = static function (string $sql) use (&$failed): string {
            if (! $failed && preg_match('/FROM \S*telaris_attempts\S* a\b.*WHERE a\.id = /s', $sql) === 1) {
                $failed = true;
                return 'SELECT nothing FROM nowhere';
            }
            return $sql;
        };
        add_filter('query', $fail);
        $this->telaris->invoices(self::ID, [], 'msg_other');
        remove_filter('query', $fail);
        self::assertTrue($failed);
        $this->database->execute('UPDATE {orders} SET lease_until = 1');

        $this->telaris->waits();

        $row = $this->database->row('SELECT code, needs_check FROM {notifications} WHERE webhook_id = %s', 'msg_same');
        self::assertSame(['side_effects_uncertain', 1], [$row?->string('code'), $row?->int('needs_check')]);
    }

    public function testAnotherOrderCompletedByAListenerThatThrowsGetsNobodyTwoEmails(): void
    {
        Order::make(self::ID);
        Order::make(self::OTHER);
        add_action(self::HOOK, static function (int $orderId): void {
            if ($orderId === self::ID) {
                Order::find(self::OTHER)?->update_status('completed');
            } elseif ($orderId === self::OTHER) {
                throw new RuntimeException('Out of order.');
            }
        }, 5);
        $this->telaris->invoices(self::ID);
        $this->telaris->waits();

        self::assertSame([self::ID], array_values(array_filter(Emails::$sent, static fn (int $id): bool => $id === self::ID)));
    }

    public function testAnotherOrderCompletedByALaterListenerGetsItsOwnEmail(): void
    {
        Order::make(self::ID);
        Order::make(self::OTHER);
        add_action(self::HOOK, static function (int $orderId): void {
            if ($orderId === self::ID) {
                Order::find(self::OTHER)?->update_status('completed');
            }
        }, 20);
        $this->telaris->invoices(self::ID);
        self::assertSame([self::OTHER], Emails::$sent);
        $this->telaris->waits();
        self::assertSame([self::OTHER, self::ID], Emails::$sent);
    }

    public function testAnOrderPutBackAndCompletedAgainInsideTheHookGetsOneEmail(): void
    {
        Order::make(self::ID);
        $done = false;
        add_action(self::HOOK, static function (int $orderId) use (&$done): void {
            if (! $done) {
                $done = true;
                Order::find($orderId)?->update_status('on-hold');
                Order::find($orderId)?->update_status('completed');
            }
        }, 20);
        $this->telaris->invoices(self::ID);
        $this->telaris->waits();

        self::assertSame([self::ID], Emails::$sent);
        self::assertNotFalse(has_action(self::HOOK, ['WC_Emails', 'send_transactional_email']), 'The next order has its email.');
    }

    public function testARefusedMessageLinksNothing(): void
    {
        Order::make(self::ID, 'cancelled');
        self::assertSame('status_not_allowed', $this->telaris->invoices(self::ID)->get_data()['code']);
        self::assertSame(0, $this->database->number('SELECT COUNT(*) FROM {orders} WHERE telaris_order IS NOT NULL'));
    }

    public function testAMessageThatWaitedForItsLinkIsAppliedOnceAnotherOneMakesIt(): void
    {
        Order::make(self::ID);
        $waiting = $this->telaris->sends(['type' => 'order.invoiced', 'data' => ['telaris_order' => 'T1234']], 'msg_waiting');
        self::assertSame('missing_link', $waiting->get_data()['code']);
        $this->telaris->invoices(self::ID);

        $row = $this->database->row('SELECT state, code FROM {notifications} WHERE webhook_id = %s', 'msg_waiting');
        self::assertSame(['completed', 'already_completed'], [$row?->string('state'), $row?->string('code')]);
        self::assertSame([self::ID], $this->completions);
    }

    public function testALeaseThatAnotherWebHeadRecoveredMeanwhileIsGivenBack(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID);
        // Seen as expired, and free by the time it is taken.
        $this->database->execute('UPDATE {orders} SET lease_until = 1');
        $this->telaris->waits();

        self::assertSame(0, $this->database->number('SELECT COUNT(*) FROM {orders} WHERE lease_token IS NOT NULL'));
    }

    /** One process died before it wrote down the outcome, another one in the middle of sending the email. */
    public function testAnUnknownEmailNeedsACheckEvenIfItsNotificationSettlesLater(): void
    {
        Order::make(self::ID);
        $this->telaris->invoices(self::ID);
        $this->database->execute("UPDATE {outbox} SET state = 'sending', claim_token = 'gone', updated_at = 1");
        $this->forgetOutcomes();
        $this->telaris->waits();

        $told = $this->database->row('SELECT code, needs_check FROM {notifications}');
        self::assertSame('email_unknown', $told?->string('code'));
        self::assertSame(1, $told->int('needs_check'));
        self::assertSame('unknown', $this->database->row('SELECT state FROM {outbox}')?->string('state'));
    }

    /** As a crash leaves it: written down, and due to be tried again. */
    private function forgetOutcomes(): void
    {
        $this->database->execute('UPDATE {notifications} SET state = %s, code = %s, needs_check = 0, next_attempt_at = 1', 'pending', 'received');
    }
}
