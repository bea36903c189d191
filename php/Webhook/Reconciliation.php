<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use DateTimeImmutable;
use TelarisForWooCommerce\Domain\InvoiceList;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\ReconciliationQuery;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Text\ResultText;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** Compares the invoices of a period with what the shop knows, and says only the differences. Reads only. */
final class Reconciliation
{
    /** Differences of one kind that are listed: orders that are not in the list. */
    private const MOST_BESIDES = 1000;

    /** Days after the period in which its last invoices may still have been told. */
    private const TOLD_WITHIN = 7;

    public function __construct(private readonly ReconciliationQuery $query, private readonly ResultText $resultText)
    {
    }

    /** @return array<string, mixed> Schema Reconciliation. */
    public function of(InvoiceList $list): array
    {
        $orders = $this->orders($list);
        $told = $linked = [];
        foreach ($this->query->notifications($list->numbers(), $list->telarisOrders()) as $row) {
            $told[$row->text('invoice_number') ?? 'order ' . $row->string('telaris_order')][] = $row;
        }
        foreach ($orders as $order) {
            $linked[$order->string('telaris_order')][] = $order;
        }
        $differences = [];
        $agree = 0;
        foreach ($list->invoices as $message) {
            $difference = $this->difference($message, $told, self::about($message, $linked[(string) $message->telarisOrder] ?? [])[0] ?? $orders[(int) $message->integrationReference] ?? null, $orders);
            if ($difference === null) {
                $agree++;
            } else {
                $differences[] = $difference;
            }
        }
        [$besides, $isCut] = $this->besides($list);
        return [
            'from' => $list->from,
            'to' => $list->to,
            'compared' => count($list->invoices),
            'agree' => $agree,
            'differences' => [...$differences, ...$besides],
            'truncated' => $isCut,
        ];
    }

    /** @return array<int, Row> All that the list or a message about it is about, by id. */
    private function orders(InvoiceList $list): array
    {
        $references = array_filter(array_map(static fn (Message $message): int => (int) $message->integrationReference, $list->invoices));
        $orders = [];
        foreach ([...$this->query->orders(array_values(array_unique($references))), ...$this->query->linkedOrders($list->telarisOrders(), $list->companies())] as $row) {
            $orders[$row->int('order_id')] = $row;
        }
        return $orders;
    }

    /**
     * @param list<Row> $rows With telaris_order and company.
     * @return list<Row> Those of the Telaris order that a message is about.
     */
    private static function about(Message $message, array $rows): array
    {
        $telarisOrder = $message->orderInTelaris();
        return array_values(array_filter($rows, static fn (Row $row): bool => $telarisOrder?->fits(new TelarisOrder($row->string('telaris_order'), $row->string('company'))) === true));
    }

    /**
     * @param array<list<Row>> $told By invoice number; those without one under "order " and the Telaris order.
     * @param Row|null $order That the invoice is about, as far as is known.
     * @param array<int, Row> $orders By id.
     * @return array<string, mixed>|null Schema ReconciliationDifference; null where both agree.
     */
    private function difference(Message $message, array $told, ?Row $order, array $orders): ?array
    {
        $number = (string) $message->invoice?->number;
        $telarisOrder = (string) $message->telarisOrder;
        $best = null;
        foreach ([...($told[$number] ?? []), ...($told["order $telarisOrder"] ?? [])] as $row) {
            $isAboutIt = self::about($message, [$row]) !== [] || ($row->text('telaris_order') === null && $row->int('order_id') === (int) $message->integrationReference);
            if ($isAboutIt && ($best === null || self::weight($row) >= self::weight($best))) {
                $best = $row;
            }
        }
        $order ??= $best === null ? null : $orders[$best->int('order_id')] ?? null;
        $status = $order === null || $order->text('status') === null ? null : OrderTables::withoutPrefix($order->string('status'));
        $other = $order?->text('invoice_number');
        $kind = match (true) {
            $message->invoice?->isCreditNote() === true => null,
            $best !== null => match (NotificationStatus::from($best->string('state'))) {
                NotificationStatus::Completed => $status === null || $status === 'completed' ? null : 'not_completed',
                NotificationStatus::Pending => 'waiting',
                NotificationStatus::Failed => 'failed',
                NotificationStatus::Ignored => 'ignored',
            },
            $other === $number => $status === 'completed' ? null : 'not_completed',
            $other !== null => 'other_invoice',
            default => 'not_told',
        };
        return $kind === null ? null : self::entry($kind, $message->telarisOrder, $number, $order, $status) + [
            'other_invoice' => $kind === 'other_invoice' ? $other : null,
        ] + $this->notification($best);
    }

    /** What counts most of several messages about one invoice: that it was done. */
    private static function weight(Row $row): int
    {
        return match (NotificationStatus::from($row->string('state'))) {
            NotificationStatus::Completed => 4,
            NotificationStatus::Pending => 3,
            NotificationStatus::Failed => 2,
            NotificationStatus::Ignored => 1,
        };
    }

    /** @return array{list<array<string, mixed>>, bool} Orders of the period that were completed for Telaris and are not in the list; whether there are more. */
    private function besides(InvoiceList $list): array
    {
        $from = new DateTimeImmutable($list->from, wp_timezone());
        $to = new DateTimeImmutable($list->to, wp_timezone());
        $rows = $this->query->completedBesides(
            $list->numbers(),
            $list->telarisOrders(),
            $from->getTimestamp(),
            $to->modify('+' . (1 + self::TOLD_WITHIN) . ' days')->getTimestamp(),
            self::MOST_BESIDES + 1
        );
        $besides = [];
        foreach (array_slice($rows, 0, self::MOST_BESIDES) as $row) {
            $invoiced = Message::fromArray('', $row->json('payload'))->invoice->date ?? wp_date('Y-m-d', $row->int('completed_at'));
            if ($invoiced >= $list->from && $invoiced <= $list->to) {
                $status = $row->text('status');
                $besides[] = self::entry('not_in_list', $row->text('telaris_order'), $row->text('invoice_number'), $row, $status === null ? null : OrderTables::withoutPrefix($status))
                    + ['other_invoice' => null] + $this->notification(null);
            }
        }
        return [$besides, count($rows) > self::MOST_BESIDES];
    }

    /** @return array<string, mixed> */
    private static function entry(string $kind, ?string $telarisOrder, ?string $invoiceNumber, ?Row $order, ?string $status): array
    {
        return [
            'kind' => $kind,
            'telaris_order' => $telarisOrder,
            'invoice_number' => $invoiceNumber,
            'order' => $order === null ? null : ['id' => $order->int('order_id'), 'status' => $status],
        ];
    }

    /** @return array<string, mixed> */
    private function notification(?Row $row): array
    {
        $code = $row === null ? null : ResultCode::from($row->string('code'));
        return [
            'webhook_id' => $row?->id('webhook_id'),
            'notification_id' => $row?->int('id'),
            'code' => $code?->value,
            'message' => $row === null || $code === null ? null : $this->resultText->sentence($code, Notification::strings($row->json('params')), $row->number('next_attempt_at')),
        ];
    }
}
