<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;

/** What the id of a message means for those that come again under it, or nearly. */
final class WebhookIdTest extends TestCase
{
    private Telaris $telaris;

    protected function setUp(): void
    {
        parent::setUp();
        $this->telaris = Telaris::ofBootedPlugin($this->database);
        Order::make(101);
    }

    public function testAnImportIsRememberedByItsId(): void
    {
        $import = static fn (string $telarisOrder): array => ['type' => 'order.imported', 'data' => ['telaris_order' => $telarisOrder, 'integration_reference' => '101']];
        self::assertSame(['linked', 200], $this->said($import('T101'), 'msg_import'));
        self::assertSame(['linked', 200], $this->said($import('T101'), 'msg_import'));
        self::assertSame(['id_reused', 422], $this->said($import('T999'), 'msg_import'));
        self::assertSame(['id_reused', 422], $this->said(['type' => 'order.invoiced', 'data' => ['telaris_order' => 'T101']], 'msg_import'));
    }

    /** Also where the database compares text without regard to case, as WordPress's driver for SQLite does. */
    public function testIdsThatDifferInCaseAreTwo(): void
    {
        Order::make(102);
        $invoiced = static fn (int $id): array => ['type' => 'order.invoiced', 'data' => ['telaris_order' => "T$id", 'integration_reference' => (string) $id]];
        self::assertSame(['completed', 200], $this->said($invoiced(101), 'msg_A'));
        self::assertSame(['completed', 200], $this->said($invoiced(102), 'msg_a'));
        self::assertSame(2, $this->database->number('SELECT COUNT(*) FROM {notifications}'));
        self::assertTrue($this->telaris->sends($invoiced(101), 'msg_A')->get_data()['replayed']);
    }

    public function testAnItemOfABatchSaysWhenItMayBeSentAgain(): void
    {
        $this->database->execute('INSERT INTO {orders} (order_id, lease_token, lease_until) VALUES (101, %s, %d)', str_repeat('a', 32), time() + 600);
        $item = static fn (string $id, string $order): array => ['id' => $id, 'type' => 'order.invoiced', 'data' => ['telaris_order' => "T$order", 'integration_reference' => $order]];
        $request = $this->telaris->request(['notifications' => [$item('msg_held', '101'), $item('msg_none', '999')]]);
        $request->set_route('/wc-telaris/v1/notifications/batch');
        $said = array_map(
            static fn (array $one): array => [$one['code'], $one['retryable'], $one['retry_after']],
            Telaris::dispatch($request)->get_data()['results']
        );
        self::assertSame([['in_progress', true, 30], ['order_not_found', false, null]], $said);
    }

    /**
     * @param array<string, mixed> $body
     * @return array{string, int}
     */
    private function said(array $body, string $id): array
    {
        $response = $this->telaris->sends($body, $id);
        return [$response->get_data()['code'], $response->get_status()];
    }
}
