<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Domain\AlertRecord;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AlertState;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Test\Fixtures\ActionScheduler;
use TelarisForWooCommerce\Test\Fixtures\Email;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\Fixtures\Webhook;
use TelarisForWooCommerce\Test\TestCase;

/** When the shop's people are told: time passes by moving what is stored into the past. */
final class AlertMonitorTest extends TestCase
{
    private Telaris $telaris;
    private AlertState $state;
    private int $made = 0;

    protected function setUp(): void
    {
        parent::setUp();
        delete_option(AlertState::OPTION);
        $this->state = new AlertState($this->database);
        $this->database->execute('DELETE FROM [options] WHERE option_name = %s', AlertState::OPTION);
        update_option('admin_email', 'owner@example.com');
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    public function testAFailureIsToldWithinAQuarterOfAnHour(): void
    {
        $this->telaris->invoices(404);
        $this->telaris->waits();
        self::assertSame([], Email::$sent, 'It may heal by itself.');
        self::assertEqualsWithDelta(time() + 600, $this->state->read()->nextAt, 5);
        self::assertLessThanOrEqual($this->state->read()->nextAt, $this->nextRun(), 'A run is planned that tells it, or plans the one that does.');

        $this->passes(601);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
        self::assertSame('owner@example.com', Email::$sent[0]['to']);
        self::assertStringContainsString('1 order that Telaris invoiced needs attention', Email::$sent[0]['content']);
        self::assertStringContainsString('Telaris refers to order 404', Email::$sent[0]['content']);
        self::assertStringContainsString('heading=link_missing', Email::$sent[0]['content']);

        $this->passes(7200);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent, 'The same is not told twice.');
    }

    public function testWhatHealsWithinTheTimeIsNotTold(): void
    {
        $failed = $this->fails();
        $this->telaris->waits();
        $this->heals($failed);
        $this->passes(601);
        $this->telaris->waits();
        $this->passes(7200);
        $this->telaris->waits();
        self::assertSame([], Email::$sent);
    }

    public function testWhatIsTriedAgainIsToldWhereItGoesOn(): void
    {
        $notification = Rows::notification($this->database, outcome: Outcome::of(ResultCode::SaveUnconfirmed));
        $this->database->execute('UPDATE {notifications} SET attempts = 1, next_attempt_at = %d WHERE id = %d', time() + 90000, $notification->id);
        $this->telaris->waits();
        self::assertSame([], Email::$sent);
        $this->passes(601);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
    }

    public function testFurtherOnesAreToldAtMostHourly(): void
    {
        $this->fails();
        $this->passes(601);
        $this->telaris->waits();
        $this->fails();
        $this->passes(1800);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
        self::assertEqualsWithDelta(time() + 1800, $this->nextRun(), 5);
        $this->passes(1801);
        $this->telaris->waits();
        self::assertCount(2, Email::$sent);
        self::assertStringContainsString('2 orders', Email::$sent[1]['content']);
    }

    public function testAShopWithAKnownFailureIsNotExaminedAfterEveryCall(): void
    {
        $statements = function (): int {
            $before = $GLOBALS['wpdb']->num_queries;
            $this->telaris->waits();
            return $GLOBALS['wpdb']->num_queries - $before;
        };
        $statements();
        $quiet = $statements();
        $this->fails();
        $statements();
        // The run that tells it is planned.
        self::assertLessThanOrEqual($quiet + 1, $statements(), 'It waits to be told.');
        $this->passes(601);
        $statements();
        self::assertCount(1, Email::$sent);
        self::assertLessThanOrEqual($quiet + 1, $statements(), 'It was told.');
    }

    public function testRecoveryIsToldOnce(): void
    {
        $one = $this->fails();
        $other = $this->fails();
        $this->passes(601);
        $this->telaris->waits();
        $this->heals($one);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent, 'One is left.');
        $this->heals($other);
        $this->telaris->waits();
        $this->telaris->waits();
        self::assertCount(2, Email::$sent);
        self::assertStringContainsString('all is well again', Email::$sent[1]['subject']);

        $this->fails();
        $this->passes(601);
        $this->telaris->waits();
        self::assertCount(3, Email::$sent, 'What fails then is a first failure again.');
    }

    public function testTwoProcessesSendOne(): void
    {
        $this->fails();
        $this->passes(601);
        Email::$meanwhile = function (): void {
            Email::$meanwhile = null;
            $this->telaris->waits();
        };
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);

        $seen = $this->state->read();
        self::assertTrue($this->state->change($seen, $seen->claimed(1)));
        self::assertFalse($this->state->change($seen, $seen->claimed(2)), 'It is not as it was seen any more.');
    }

    public function testADiedProcesssDigestIsSentByAnother(): void
    {
        $this->fails();
        $this->passes(601);
        self::assertTrue($this->state->change($this->state->read(), $this->state->read()->claimed(time() + 300)));
        $this->telaris->waits();
        self::assertSame([], Email::$sent);
        $this->passes(301);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
    }

    public function testWhatTheMailServerRefusesIsSentLater(): void
    {
        $this->fails();
        $this->passes(601);
        Email::$refuses = true;
        $this->telaris->waits();
        Email::$refuses = false;
        self::assertEqualsWithDelta(time() + 900, $this->nextRun(), 5);
        $this->passes(901);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
    }

    public function testAnEmailThatIsSwitchedOffIsNotSent(): void
    {
        Email::$enabled = false;
        $this->fails();
        $this->passes(601);
        $this->telaris->waits();
        self::assertSame([], Email::$sent);
        self::assertSame(0, $this->state->read()->nextAt, 'Nor is it looked at over and over.');
    }

    public function testRefusedCallsAreToldUntilTelarisGetsThrough(): void
    {
        $request = $this->telaris->request(['type' => 'ping']);
        $request->set_header('webhook-signature', 'v1,' . base64_encode('wrong'));
        Telaris::dispatch($request);
        do_action('shutdown');
        self::assertEqualsWithDelta(time() + 300, $this->nextRun(), 5);
        $this->passes(301);
        $this->telaris->waits();
        self::assertSame([], Email::$sent);
        $this->passes(301);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
        self::assertStringContainsString('the signature does not fit', Email::$sent[0]['content']);
        self::assertStringContainsString('tab=connection', Email::$sent[0]['content']);

        $this->database->execute("DELETE FROM {counters} WHERE name LIKE 'refused:%%'");
        $this->telaris->waits();
        self::assertCount(1, Email::$sent, 'That nobody calls is no recovery.');
        $this->telaris->sends(['type' => 'ping']);
        $this->telaris->waits();
        self::assertCount(2, Email::$sent);
        self::assertStringContainsString('all is well again', Email::$sent[1]['subject']);
    }

    public function testCallsOfAnybodyAreNotTold(): void
    {
        $request = $this->telaris->request(['type' => 'ping']);
        $request->remove_header('webhook-signature');
        Telaris::dispatch($request);
        for ($hour = 0; $hour < 3; $hour++) {
            $this->passes(601);
            $this->telaris->waits();
        }
        self::assertSame([], Email::$sent);
    }

    public function testAShopThatWasNeverConnectedIsLeftInPeace(): void
    {
        delete_option(SigningSecrets::OPTION);
        for ($look = 0; $look < 3; $look++) {
            $this->telaris->waits();
            $this->passes(601);
        }
        self::assertSame([], Email::$sent);
    }

    public function testAWebhookThatWooCommerceDisabledIsTold(): void
    {
        Webhook::make('https://hooks.telaris.no/orders', 'disabled');
        $this->telaris->waits();
        $this->passes(601);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
        self::assertStringContainsString('is disabled', Email::$sent[0]['content']);
    }

    public function testWhatAPlugInSaidIsNotInIt(): void
    {
        Rows::notification($this->database, outcome: Outcome::of(ResultCode::SideEffectsUncertain, ['who' => 'Pay', 'error' => 'No card of kari@example.com']));
        $this->passes(601);
        $this->telaris->waits();
        self::assertCount(1, Email::$sent);
        self::assertStringNotContainsString('kari', Email::$sent[0]['content']);
    }

    public function testHtmlAndPlainSayTheSame(): void
    {
        $this->fails();
        $this->passes(601);
        $html = '';
        Email::$meanwhile = static function () use (&$html): void {
            foreach (WC()->mailer()->get_emails() as $email) {
                $html = $email->get_content_html();
            }
        };
        $this->telaris->waits();
        self::assertStringContainsString('<strong>Telaris order 10021</strong>', $html);
        self::assertStringContainsString('- Telaris order 10021: ', Email::$sent[0]['content']);
    }

    private function fails(): Notification
    {
        $telarisOrder = (string) (10021 + $this->made++);
        $message = new Message("msg_$telarisOrder", MessageType::Invoiced, null, $telarisOrder, null);
        return Rows::notification($this->database, $message, Outcome::of(ResultCode::MissingLink, ['telaris_order' => $telarisOrder]));
    }

    private function heals(Notification $notification): void
    {
        (new NotificationRepository($this->database))->settle($notification, Outcome::of(ResultCode::Completed)->about(7, 'processing', 'completed'), null);
    }

    private function passes(int $seconds): void
    {
        $this->database->execute('UPDATE {notifications} SET received_at = received_at - %d, updated_at = updated_at - %d', $seconds, $seconds);
        $this->database->execute("UPDATE {counters} SET bucket = bucket - %d WHERE name LIKE 'address:%%'", $seconds);
        $this->database->execute("UPDATE {counters} SET n = n - %d WHERE name IN ('last_contact', 'next_run_at') AND n > 0", $seconds);
        $seen = $this->state->read();
        $back = static fn (int $at): int => $at === 0 ? 0 : $at - $seconds;
        $this->state->change($seen, new AlertRecord(
            $seen->rows,
            $seen->problems,
            $back($seen->sentAt),
            $back($seen->since),
            $back($seen->nextAt),
            $back($seen->claimedUntil),
            $back($seen->lookedAt)
        ));
    }

    private function nextRun(): int
    {
        $due = array_filter(ActionScheduler::$planned, static fn (array $action): bool => $action['hook'] === Scheduler::HOOK_DUE);
        return $due === [] ? 0 : min(array_column($due, 'at'));
    }
}
