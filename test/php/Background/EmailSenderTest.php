<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use Closure;
use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Text\ResultText;
use WC_Emails;
use WP_REST_Request;

/** What becomes of the customer's email is told, and why there is none. */
final class EmailSenderTest extends TestCase
{
    private const ID = 1234;

    private Telaris $telaris;

    protected function setUp(): void
    {
        parent::setUp();
        Emails::listen();
        Order::make(self::ID);
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    /** @return array<string, array{?EmailSkipReason, Closure(): mixed, 2?: Closure(): mixed}> Reason, what is done before the message, what after the answer. */
    public static function reasons(): array
    {
        $left = static fn () => add_filter('woocommerce_email_enabled_customer_completed_order', '__return_false');
        return [
            'sent' => [null, static fn () => null],
            'without an address' => [EmailSkipReason::NoAddress, static fn () => Order::$faults['no_address'] = true],
            'switched off in WooCommerce' => [EmailSkipReason::SwitchedOff, static function () use ($left): void {
                $left();
                update_option('woocommerce_customer_completed_order_settings', ['enabled' => 'no']);
            }],
            'left out by a plug-in' => [EmailSkipReason::LeftOut, $left],
            'kept back by a plug-in' => [EmailSkipReason::KeptBack, static fn () => add_filter('pre_wp_mail', '__return_false')],
            // As WooCommerce Subscriptions does for renewals.
            'taken off by a plug-in' => [EmailSkipReason::TakenOff, static fn () => add_action(
                'woocommerce_order_status_completed',
                static fn () => remove_action('woocommerce_order_status_completed', [WC_Emails::class, 'send_transactional_email']),
                5
            )],
            'put back before it left' => [EmailSkipReason::NotCompleted, static fn () => null, static fn () => Order::find(self::ID)?->update_status('on-hold')],
        ];
    }

    /**
     * @param Closure(): mixed $before
     * @param Closure(): mixed|null $after
     */
    #[DataProvider('reasons')]
    public function testSaysWhyThereIsNone(?EmailSkipReason $reason, Closure $before, ?Closure $after = null): void
    {
        $before();
        foreach (['alone' => self::ID, 'in a batch' => self::ID + 1] as $way => $orderId) {
            if ($way === 'in a batch' && $after !== null) {
                continue;
            }
            $orderId === self::ID || Order::make($orderId);
            $id = $way === 'alone' ? $this->telaris->invoices($orderId)->get_data()['notification_id'] : $this->inBatch($orderId);
            $after === null || $after();
            $this->telaris->waits();

            $email = $this->detail($id)['email'];
            self::assertSame([$reason === null ? 'sent' : 'skipped', $reason?->value], [$email['state'], $email['reason']], $way);
            self::assertSame((new ResultText())->email(EmailState::from($email['state']), $reason), $email['sentence']);
        }
        self::assertCount($reason === null ? 2 : 0, Emails::$sent);
    }

    public function testOtherMessagesOfTheOrderSayNothingOfIt(): void
    {
        $this->telaris->invoices(self::ID);
        $again = $this->telaris->invoices(self::ID);
        self::assertSame('already_completed', $again->get_data()['code']);
        self::assertNull($this->detail($again->get_data()['notification_id'])['email']);
    }

    /** @return array<string, array{bool, string, ?string}> Whether the customer gets it, what its row says in the end, and why there was none. */
    public static function lateEnds(): array
    {
        return [
            'it left' => [true, 'sent', null],
            'a plug-in kept it back' => [false, 'skipped', 'kept_back'],
        ];
    }

    #[DataProvider('lateEnds')]
    public function testAnEmailThatTakesLongerThanItsClaimIsToldAsItEnded(bool $leaves, string $state, ?string $reason): void
    {
        $id = $this->telaris->invoices(self::ID)->get_data()['notification_id'];
        $meanwhile = [];
        add_filter('pre_wp_mail', function (mixed $sent) use ($id, $leaves, &$meanwhile): mixed {
            $this->database->execute('UPDATE {outbox} SET updated_at = updated_at - 601');
            $this->telaris->waits();
            $seen = $this->detail($id);
            $meanwhile[] = [$seen['email']['state'], $seen['result']['code'], $seen['needs_check']];
            return $leaves ? $sent : false;
        });
        $this->telaris->waits();

        self::assertSame([['unknown', 'email_unknown', true]], $meanwhile, 'Nobody sends it a second time.');
        $told = $this->detail($id);
        self::assertSame([$state, $reason], [$told['email']['state'], $told['email']['reason']]);
        self::assertSame(['completed', 'completed', false], [$told['result']['code'], $told['result']['heading'], $told['needs_check']]);
        $this->telaris->waits();
        self::assertCount($leaves ? 1 : 0, Emails::$sent);
    }

    public function testAnEmailWhoseSenderComesBackWhileItIsGivenUpIsNotCalledUnknown(): void
    {
        $id = $this->telaris->invoices(self::ID)->get_data()['notification_id'];
        $this->database->execute("UPDATE {outbox} SET state = 'sending', claim_token = 'slow', updated_at = updated_at - 601");
        $isBack = false;
        add_filter('query', function (string $sql) use (&$isBack): string {
            if (! $isBack && str_contains($sql, "'email_unknown'")) {
                $isBack = true;
                $this->database->execute("UPDATE {outbox} SET state = 'sent'");
            }
            return $sql;
        });
        $this->telaris->waits();

        self::assertTrue($isBack);
        self::assertSame(['completed', false, 'sent'], [$this->detail($id)['result']['code'], $this->detail($id)['needs_check'], $this->detail($id)['email']['state']]);
    }

    private function inBatch(int $orderId): int
    {
        Order::make($orderId + 1);
        $items = array_map(
            static fn (int $id): array => ['id' => "msg_batch_$id", 'type' => 'order.invoiced', 'data' => ['integration_reference' => (string) $id, 'telaris_order' => "T$id"]],
            [$orderId, $orderId + 1]
        );
        $request = $this->telaris->request(['notifications' => $items]);
        $request->set_route('/wc-telaris/v1/notifications/batch');
        $results = Telaris::dispatch($request)->get_data()['results'];
        // The other one is there so that it is a batch.
        $this->database->execute('DELETE FROM {outbox} WHERE order_id = %d', $orderId + 1);
        return $results[0]['notification_id'];
    }

    /** @return array<string, mixed> */
    private function detail(int $id): array
    {
        Person::signIn('edit_others_shop_orders');
        $detail = Telaris::dispatch(new WP_REST_Request('GET', "/wc-telaris/v1/notifications/$id"))->get_data();
        Person::signOut();
        return $detail;
    }
}
