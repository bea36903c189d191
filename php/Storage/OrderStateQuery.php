<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\OrderState;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** Reads an order's status, link, lease, completion and email in one statement. */
final class OrderStateQuery
{
    public function __construct(private readonly Database $database)
    {
    }

    /**
     * The order that a message is about. A link that a person made counts more than the reference that Telaris keeps.
     *
     * @param int $notificationId The message's own row, which is not one of the others about the order.
     */
    public function find(?int $reference, ?TelarisOrder $telarisOrder, int $notificationId = 0): OrderState
    {
        return $this->read([[$reference, $telarisOrder, $notificationId]], LinkRepository::BY_HAND)[0];
    }

    /**
     * The same for several messages.
     *
     * @param non-empty-list<array{int|null, TelarisOrder|null, int}> $messages Reference, Telaris order and row of each.
     * @return non-empty-list<OrderState>
     */
    public function findAll(array $messages): array
    {
        return $this->read($messages, LinkRepository::BY_HAND);
    }

    /** What became of an order after foreign code ran: what it left in an open transaction is made durable. */
    public function readBack(int $orderId, ?TelarisOrder $telarisOrder, bool $isAutocommitOff): OrderState
    {
        $state = $this->read([[$orderId, $telarisOrder, 0]], '')[0];
        if ($isAutocommitOff) {
            $this->database->switchAutocommitOn();
        }
        if ($state->isInTransaction !== false) {
            $this->database->commit();
        }
        return $state;
    }

    /**
     * @param non-empty-list<array{int|null, TelarisOrder|null, int}> $messages
     * @return non-empty-list<OrderState>
     */
    private function read(array $messages, string $strongerLink): array
    {
        $values = [];
        foreach ($messages as $place => [$reference, $telarisOrder, $notificationId]) {
            array_push(
                $values,
                $place,
                $telarisOrder?->number,
                $telarisOrder?->company,
                NotificationStatus::Failed->value,
                ResultCategory::LinkMissing->value,
                $notificationId,
                NotificationStatus::Ignored->value,
                $notificationId,
                NotificationStatus::Ignored->value,
                $strongerLink,
                $reference,
                $telarisOrder?->number,
                $telarisOrder?->company
            );
        }
        $rows = $this->database->rows(implode(' UNION ALL ', array_fill(0, count($messages), $this->statement())), ...$values);
        $states = array_map(static fn (): OrderState => self::state(new Row([])), $messages);
        foreach ($rows as $row) {
            $states[$row->int('place')] = self::state($row);
        }
        return array_values($states);
    }

    private function statement(): string
    {
        [$orders, $id, $status, $type, $modified] = OrderTables::columns();
        $transaction = $this->database->isMariaDb() ? '@@in_transaction' : 'NULL';
        return "SELECT %d AS place, t.id AS order_id, t.linked_id, $status AS status, $type AS type, $modified AS modified_at, o.telaris_order, o.company, o.link_source,
                    o.invoice_number, o.completed_at, o.completions, o.hooks_until >= UNIX_TIMESTAMP() AS same_completion, o.lease_token, o.lease_attempt, o.lease_until < UNIX_TIMESTAMP() AS lease_expired,
                    e.state AS email_state,
                    EXISTS (SELECT 1 FROM {notifications} n WHERE n.telaris_order = %s AND n.company = %s AND n.state = %s AND n.heading = %s) AS awaited,
                    EXISTS (SELECT 1 FROM {notifications} n WHERE n.order_id = t.id AND n.id <> %d AND n.state <> %s)
                    OR EXISTS (SELECT 1 FROM {notifications} n WHERE n.integration_reference = CAST(t.id AS CHAR) AND n.order_id IS NULL AND n.id <> %d AND n.state <> %s) AS others,
                    $transaction AS in_transaction
               FROM (SELECT CASE WHEN l.link_source = %s THEN l.order_id ELSE COALESCE(%d, l.order_id) END AS id, l.order_id AS linked_id
                       FROM (SELECT 1 AS one) base LEFT JOIN {orders} l ON l.telaris_order = %s AND l.company = %s) t
               LEFT JOIN $orders ON $id = t.id
               LEFT JOIN {orders} o ON o.order_id = t.id
               LEFT JOIN {outbox} e ON e.order_id = t.id";
    }

    private static function state(Row $row): OrderState
    {
        return new OrderState(
            $row->number('order_id'),
            $row->string('type') === 'shop_order' ? OrderTables::withoutPrefix($row->string('status')) : null,
            LinkRepository::telarisOrderIn($row),
            $row->number('linked_id'),
            $row->text('link_source') === LinkRepository::BY_HAND,
            $row->text('invoice_number'),
            $row->number('completed_at') !== null,
            $row->int('completions'),
            $row->int('same_completion') === 1,
            $row->text('lease_token'),
            $row->number('lease_attempt'),
            $row->int('lease_expired') === 1,
            EmailState::tryFrom($row->string('email_state')),
            $row->int('awaited') === 1,
            $row->int('others') === 1,
            $row->text('in_transaction') === null ? null : $row->int('in_transaction') === 1,
            $row->text('modified_at')
        );
    }
}
