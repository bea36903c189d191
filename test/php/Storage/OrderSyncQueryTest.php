<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\OrderSyncState;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\OrderSyncQuery;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\OrderTables;

final class OrderSyncQueryTest extends TestCase
{
    private OrderSyncQuery $query;
    private int $messages = 0;

    protected function setUp(): void
    {
        parent::setUp();
        $this->query = new OrderSyncQuery($this->database, new Settings());
    }

    public function testSaysHowEachOrderStands(): void
    {
        $this->order(1, 'processing');
        $this->order(2, 'processing', telarisOrder: '10002');
        $this->order(3, 'cancelled', telarisOrder: '10003');
        $this->order(4, 'completed', telarisOrder: '10004', completedAt: 1_700_000_000, invoice: '50004');
        $this->notification(4, ResultCode::Completed, '50004');
        $this->order(5, 'cancelled', telarisOrder: '10005');
        $this->notification(5, ResultCode::StatusNotAllowed);
        $this->order(6, 'processing', telarisOrder: '10006');
        $this->notification(6, ResultCode::SaveUnconfirmed);

        $found = $this->query->of([1 => 'processing', 2 => 'processing', 3 => 'cancelled', 4 => 'completed', 5 => 'cancelled', 6 => 'processing', 7 => 'processing']);

        self::assertSame(
            [1 => 'not_linked', 2 => 'awaiting', 3 => 'linked', 4 => 'invoiced', 5 => 'failed', 6 => 'pending', 7 => 'not_linked'],
            array_map(static fn ($sync): string => $sync->state->value, $found)
        );
        self::assertSame(['10004', '50004', null], [$found[4]->telarisOrder?->name(), $found[4]->invoiceNumber, $found[4]->category]);
        self::assertSame(ResultCategory::OrderBlocked, $found[5]->category);
    }

    public function testWhatIsHeldBackIsSaid(): void
    {
        $this->notification(1, ResultCode::Held);

        $sync = $this->query->of([1 => 'processing'])[1];
        self::assertSame([OrderSyncState::Pending, ResultCategory::Held], [$sync->state, $sync->category]);
    }

    public function testAnOlderFailureIsNotHiddenByWhatCameLater(): void
    {
        $this->order(1, 'completed', telarisOrder: '10001', completedAt: 1_700_000_000, invoice: '50001');
        $this->notification(1, ResultCode::InvoiceMismatch, '50002');
        $this->notification(1, ResultCode::Completed, '50001');
        $this->notification(1, ResultCode::PartiallyInvoiced);

        self::assertSame(OrderSyncState::Failed, $this->query->of([1 => 'completed'])[1]->state);
    }

    public function testAnIgnoredMessageMakesNothingOfAnOrder(): void
    {
        $this->order(1, 'processing');
        $this->notification(1, ResultCode::PartiallyInvoiced, '50001');

        self::assertSame(OrderSyncState::NotLinked, $this->query->of([1 => 'processing'])[1]->state);
    }

    public function testAnOrderThatWasCompletedBeforeHasTheInvoiceOfItsMessage(): void
    {
        $this->order(1, 'completed');
        $this->notification(1, ResultCode::AlreadyCompleted, '50001');

        $sync = $this->query->of([1 => 'completed'])[1];
        self::assertSame([OrderSyncState::Invoiced, '50001', null], [$sync->state, $sync->invoiceNumber, $sync->telarisOrder]);
    }

    /** Every combination of what can be known of an order: the list's filter finds what its column shows. */
    public function testTheConditionFindsWhatTheColumnShows(): void
    {
        $statuses = [];
        $id = 0;
        $codes = [ResultCode::Completed, ResultCode::MissingLink, ResultCode::InProgress, ResultCode::PartiallyInvoiced, ResultCode::SideEffectsUncertain];
        foreach (['processing', 'cancelled'] as $status) {
            foreach ([null, 'linked'] as $link) {
                foreach ([null, 1_700_000_000] as $completedAt) {
                    foreach ([[], [0], [1], [2], [3], [4], [0, 1], [0, 2], [1, 2], [0, 3]] as $messages) {
                        $this->order(++$id, $status, $link === null ? null : "1000$id", $completedAt);
                        foreach ($messages as $code) {
                            $this->notification($id, $codes[$code]);
                        }
                        $statuses[$id] = $status;
                    }
                }
            }
        }
        $shown = array_map(static fn ($sync): string => $sync->state->value, $this->query->of($statuses));
        foreach (OrderSyncState::cases() as $state) {
            $rows = $this->database->rows('SELECT w.id FROM [wc_orders] w WHERE ' . $this->query->condition($state, 'w.id', 'w.status') . ' ORDER BY w.id');
            self::assertSame(
                array_keys($shown, $state->value, true),
                array_map(static fn ($row): int => $row->int('id'), $rows),
                $state->value
            );
            self::assertNotSame([], $rows, $state->value);
        }
    }

    public function testWhereNoStatusIsCompletedNothingAwaits(): void
    {
        add_filter('telaris_for_woocommerce_completes_from', static fn (): array => []);
        $this->order(1, 'processing', telarisOrder: '10001');

        self::assertSame(OrderSyncState::Linked, $this->query->of([1 => 'processing'])[1]->state);
        foreach ([[OrderSyncState::Awaiting, 0], [OrderSyncState::Linked, 1]] as [$state, $count]) {
            self::assertCount($count, $this->database->rows('SELECT w.id FROM [wc_orders] w WHERE ' . $this->query->condition($state, 'w.id', 'w.status')));
        }
    }

    public function testNoOrderNeedsNoQuery(): void
    {
        global $wpdb;
        $before = $wpdb->num_queries;
        self::assertSame([], $this->query->of([]));
        self::assertSame($before, $wpdb->num_queries);
    }

    private function order(int $id, string $status, ?string $telarisOrder = null, ?int $completedAt = null, ?string $invoice = null): void
    {
        $this->database->execute('INSERT INTO [wc_orders] (id, status, type) VALUES (%d, %s, %s)', $id, ...[...OrderTables::withPrefix([$status]), 'shop_order']);
        if ($telarisOrder !== null || $completedAt !== null) {
            $this->database->execute(
                'INSERT INTO {orders} (order_id, telaris_order, completed_at, invoice_number) VALUES (%d, %s, %d, %s)',
                $id,
                $telarisOrder,
                $completedAt,
                $invoice
            );
        }
    }

    private function notification(int $orderId, ResultCode $code, ?string $invoice = null): void
    {
        $message = new Message('msg_' . ++$this->messages, MessageType::Invoiced, null, "1000$orderId", null, null, $invoice === null ? null : new Invoice($invoice));
        Rows::notification($this->database, $message, Outcome::of($code)->about($orderId, 'processing', 'completed', (string) $orderId));
    }
}
