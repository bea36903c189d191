<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WP_REST_Request;
use WP_REST_Response;

/** What a person does about the shop's own retries. */
final class RetriesTest extends TestCase
{
    private const ID = 1234;

    private int $row;

    protected function setUp(): void
    {
        parent::setUp();
        $telaris = Telaris::ofBootedPlugin($this->database);
        Order::make(self::ID);
        Order::$faults['save_throws'] = true;
        $this->row = (int) $telaris->invoices(self::ID)->get_data()['notification_id'];
        Order::$faults = [];
        Person::signIn('edit_others_shop_orders');
    }

    public function testOneIsTriedNow(): void
    {
        $response = $this->calls('retry');
        self::assertSame([200, 'completed'], [$response->get_status(), $response->get_data()['state']]);
        self::assertSame('completed', (new OrderStatusReader($this->database))->read(self::ID));
        self::assertSame(['telaris', 'retry'], array_column($response->get_data()['attempts'], 'trigger'));
        self::assertSame([409, 'not_retrying'], [$this->calls('retry')->get_status(), $this->calls('retry')->get_data()['code']]);
    }

    public function testTheyAreEndedWithTheirCause(): void
    {
        $response = $this->calls('cancel-retries');
        $row = $response->get_data();
        self::assertSame([200, 'failed', 'save_unconfirmed', null, false], [$response->get_status(), $row['state'], $row['result']['code'], $row['next_attempt_at'], $row['can_retry']]);
        self::assertSame('cancel', $row['attempts'][1]['trigger']);
        self::assertSame('processing', (new OrderStatusReader($this->database))->read(self::ID));
        self::assertSame(409, $this->calls('cancel-retries')->get_status());
        self::assertSame(409, $this->calls('retry')->get_status());
    }

    public function testOneThatAnotherProcessIsAtIsLeftAlone(): void
    {
        $notifications = new NotificationRepository($this->database);
        $seen = $notifications->find($this->row);
        assert($seen !== null);
        $taken = static function (string $sql) use ($notifications, $seen, &$taken): string {
            if (str_contains($sql, 'SET next_attempt_at')) {
                remove_filter('query', $taken);
                $notifications->claim($seen, time() + 600);
            }
            return $sql;
        };
        add_filter('query', $taken);
        self::assertSame(409, $this->calls('retry')->get_status());
        self::assertSame(NotificationStatus::Pending, $notifications->find($this->row)?->state);
    }

    public function testNobodyElseMay(): void
    {
        foreach (['retry', 'cancel-retries'] as $do) {
            Person::signIn('edit_shop_orders');
            self::assertSame(403, $this->calls($do)->get_status());
            Person::signOut();
            self::assertSame(401, $this->calls($do)->get_status());
        }
    }

    private function calls(string $do): WP_REST_Response
    {
        return Telaris::dispatch(new WP_REST_Request('POST', "/wc-telaris/v1/notifications/$this->row/$do"));
    }
}
