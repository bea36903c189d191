<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Link;

use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;
use WP_REST_Request;

/** Two companies in Telaris whose orders have the same number: links are per company where a message says which. */
final class CompanyTest extends TestCase
{
    private const ONE = 1234;
    private const OTHER = 1300;
    private const NORD = ['telaris_order' => '10021', 'company' => 'Nord AS'];
    private const SOR = ['telaris_order' => '10021', 'company' => 'Sør AS'];
    private const NONE = ['telaris_order' => '10021'];

    private Telaris $telaris;
    private LinkRepository $links;

    protected function setUp(): void
    {
        parent::setUp();
        Order::make(self::ONE);
        Order::make(self::OTHER);
        $this->links = new LinkRepository($this->database);
        $this->telaris = Telaris::ofBootedPlugin($this->database);
    }

    public function testEachCompanysOrderIsItsOwn(): void
    {
        self::assertSame('completed', $this->telaris->invoices(self::ONE, self::NORD)->get_data()['code']);
        self::assertSame('completed', $this->telaris->invoices(self::OTHER, self::SOR)->get_data()['code']);

        self::assertSame('Nord AS', Order::metaOf(self::ONE)['_telaris_company']);
        self::assertStringContainsString('10021 (Nord AS)', Order::notesOf(self::ONE)[0]);
        self::assertSame(self::OTHER, $this->links->orderOf(new TelarisOrder('10021', 'Sør AS')));
        self::assertNull($this->links->orderOf(new TelarisOrder('10021')));
    }

    public function testOneCompanysNumberIsStillOneOrders(): void
    {
        $this->telaris->invoices(self::ONE, self::NORD);
        $answer = $this->telaris->invoices(self::OTHER, self::NORD);
        self::assertSame([409, 'link_mismatch'], [$answer->get_status(), $answer->get_data()['code']]);
        self::assertStringContainsString('10021 (Nord AS)', $answer->get_data()['message']);

        $answer = $this->telaris->invoices(self::ONE, self::SOR);
        self::assertSame('link_mismatch', $answer->get_data()['code']);
        self::assertStringContainsString('10021 (Nord AS), but 10021 (Sør AS)', $answer->get_data()['message']);
        self::assertSame('processing', Order::find(self::OTHER)?->get_status());
    }

    /** The integration says the company since its last update; its orders were imported before. */
    public function testALinkFromBeforeBecomesTheCompanysWhoseReferenceLeadsToIt(): void
    {
        $this->import(self::ONE, self::NONE);
        $this->import(self::OTHER, self::NONE + ['telaris_order' => '10022']);
        self::assertSame('missing_link', $this->telaris->sends($this->body(self::SOR))->get_data()['code'], 'Whose it is, is not known.');

        self::assertSame('completed', $this->telaris->invoices(self::ONE, self::NORD)->get_data()['code']);
        self::assertEquals(new TelarisOrder('10021', 'Nord AS'), $this->links->telarisOrderOf(self::ONE));
        self::assertSame('already_completed', $this->telaris->invoices(self::ONE, self::NONE, 'msg_without')->get_data()['code'], 'Nobody contradicts it.');
        self::assertEquals(new TelarisOrder('10021', 'Nord AS'), $this->links->telarisOrderOf(self::ONE));

        self::assertSame(200, $this->import(self::OTHER, ['telaris_order' => '10022', 'company' => 'Nord AS']));
        self::assertSame(self::OTHER, $this->links->orderOf(new TelarisOrder('10022', 'Nord AS')));
        self::assertSame(409, $this->import(self::OTHER, ['telaris_order' => '10022', 'company' => 'Sør AS']));
    }

    public function testAnImportAppliesWhatItsOwnCompanyWaitsFor(): void
    {
        $nord = $this->telaris->sends($this->body(self::NORD), 'msg_nord');
        $this->telaris->sends($this->body(self::SOR), 'msg_sor');
        self::assertStringContainsString('10021 (Nord AS)', $nord->get_data()['message']);
        self::assertSame(2, (new NotificationRepository($this->database))->countFailed(), 'Two orders.');

        $this->import(self::OTHER, self::SOR);
        self::assertSame(['msg_nord' => 'missing_link', 'msg_sor' => 'completed'], $this->codes());
        self::assertSame('processing', Order::find(self::ONE)?->get_status());
    }

    public function testAPersonLinksTheOrderOfOneCompany(): void
    {
        $this->telaris->sends($this->body(self::NORD), 'msg_nord');
        $this->telaris->sends($this->body(self::SOR), 'msg_sor');
        $this->import(self::ONE, self::NONE);
        Person::signIn('edit_others_shop_orders');
        self::assertSame(['missing_link', 'missing_link'], array_values($this->codes()));

        $linked = $this->link(self::OTHER, self::SOR);
        self::assertSame([self::OTHER, '10021', 'Sør AS'], [$linked['order_id'], $linked['telaris_order'], $linked['company']]);
        self::assertSame(['Sør AS'], array_column($linked['applied'], 'company'));
        self::assertSame(['msg_nord' => 'missing_link', 'msg_sor' => 'completed'], $this->codes());

        $id = $this->database->number('SELECT id FROM {notifications} WHERE webhook_id = %s', 'msg_nord');
        $candidates = Telaris::dispatch(new WP_REST_Request('GET', "/wc-telaris/v1/notifications/$id/candidates"))->get_data();
        self::assertSame([[self::ONE, 'linked', null]], array_map(static fn (array $one): array => [$one['id'], $one['reason'], $one['company']], $candidates));
        $this->link(self::ONE, self::NORD);
        self::assertSame(['msg_nord' => 'completed', 'msg_sor' => 'completed'], $this->codes());

        self::assertSame('Nord AS', $this->link(self::ONE, self::NONE)['company'], 'It stays known.');
        Telaris::dispatch(new WP_REST_Request('DELETE', '/wc-telaris/v1/orders/' . self::ONE . '/link'));
        self::assertNull($this->links->telarisOrderOf(self::ONE));
        self::assertSame(0, $this->database->number("SELECT COUNT(*) FROM {orders} WHERE order_id = %d AND company <> ''", self::ONE));
    }

    public function testABatchKeepsThemApart(): void
    {
        $request = $this->telaris->request(['notifications' => array_map(
            fn (int $orderId, array $data): array => ['id' => "msg_$orderId"] + $this->body($data + ['integration_reference' => (string) $orderId]),
            [self::ONE, self::OTHER],
            [self::NORD, self::SOR]
        )]);
        $request->set_route('/wc-telaris/v1/notifications/batch');
        self::assertSame(['completed', 'completed'], array_column(Telaris::dispatch($request)->get_data()['results'], 'code'));
        self::assertEquals(new TelarisOrder('10021', 'Sør AS'), $this->links->telarisOrderOf(self::OTHER));
    }

    public function testAnotherCompanyIsAnotherMessage(): void
    {
        $this->telaris->invoices(self::ONE, self::NORD, 'msg_same');
        self::assertSame('id_reused', $this->telaris->invoices(self::ONE, self::SOR, 'msg_same')->get_data()['code']);
    }

    /**
     * @param array<string, string> $data
     * @return array<string, mixed>
     */
    private function body(array $data): array
    {
        return ['type' => 'order.invoiced', 'data' => $data];
    }

    /** @param array<string, string> $data */
    private function import(int $orderId, array $data): int
    {
        return $this->telaris->sends(['type' => 'order.imported', 'data' => $data + ['integration_reference' => (string) $orderId]])->get_status();
    }

    /**
     * @param array<string, string> $telarisOrder
     * @return array<string, mixed>
     */
    private function link(int $orderId, array $telarisOrder): array
    {
        $request = new WP_REST_Request('PUT', "/wc-telaris/v1/orders/$orderId/link");
        $request->set_header('Content-Type', 'application/json');
        $request->set_body((string) json_encode($telarisOrder));
        return Telaris::dispatch($request)->get_data();
    }

    /** @return array<string, string> By webhook-id. */
    private function codes(): array
    {
        $rows = $this->database->rows('SELECT webhook_id, code FROM {notifications} WHERE state <> \'import\' ORDER BY webhook_id');
        return array_combine(
            array_map(static fn (Row $row): string => $row->string('webhook_id'), $rows),
            array_map(static fn (Row $row): string => $row->string('code'), $rows)
        );
    }
}
