<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Storage\PersonalData;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\TestCase;

final class LastReconciliationTest extends TestCase
{
    public function testItKeepsNumbersAndAHundredDifferences(): void
    {
        $last = new LastReconciliation();
        self::assertNull($last->read());
        $last->keep(self::reconciliation(250));
        $read = $last->read();
        self::assertNotNull($read);
        self::assertSame([250, 100, 300, 50], [$read['count'], count($read['differences']), $read['compared'], $read['agree']]);
        self::assertSame(
            ['kind' => 'failed', 'telaris_order' => 'T1', 'invoice_number' => 'F1', 'other_invoice' => null, 'order_id' => 1, 'notification_id' => 7],
            $read['differences'][0]
        );
        self::assertStringNotContainsString('Kari', (string) wp_json_encode(get_option(LastReconciliation::OPTION)));
        self::assertNotContains(LastReconciliation::OPTION, array_keys(wp_load_alloptions()));
    }

    public function testOrdersAreForgottenWithTheirPersonalDataAndAllAfterTheRetention(): void
    {
        $last = new LastReconciliation();
        $last->keep(self::reconciliation(3));
        (new PersonalData($this->database, $last))->erase([2]);
        self::assertSame([1, 3], array_column($last->read()['differences'] ?? [], 'order_id'));
        $last->prune(time() - 10);
        self::assertNotNull($last->read());
        $last->prune(time() + 10);
        self::assertNull($last->read());
    }

    public function testADryRunIsNotKept(): void
    {
        Order::make(101);
        $telaris = Telaris::ofBootedPlugin($this->database);
        $message = ['type' => 'invoices.reconcile', 'data' => ['from' => '2026-11-01', 'to' => '2026-11-30', 'invoices' => [
            ['telaris_order' => 'T101', 'integration_reference' => '101', 'invoice' => ['number' => 'F101']],
        ]]];
        self::assertSame('reconciled', $telaris->sends(['dry_run' => true] + $message)->get_data()['code']);
        self::assertNull((new LastReconciliation())->read());
    }

    /** @return array<string, mixed> */
    private static function reconciliation(int $count): array
    {
        $differences = [];
        for ($id = 1; $id <= $count; $id++) {
            $differences[] = [
                'kind' => 'failed', 'telaris_order' => "T$id", 'invoice_number' => "F$id", 'order' => ['id' => $id, 'status' => 'cancelled'],
                'other_invoice' => null, 'webhook_id' => 'msg_1', 'notification_id' => 7, 'code' => 'reverted', 'message' => 'Put back by Kari.',
            ];
        }
        return ['from' => '2026-11-01', 'to' => '2026-11-30', 'compared' => 300, 'agree' => 50, 'differences' => $differences, 'truncated' => false];
    }
}
