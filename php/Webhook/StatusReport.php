<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\StatusQuestion;
use TelarisForWooCommerce\Storage\ImportRepository;
use TelarisForWooCommerce\Storage\StatusQuery;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Support\UtcTime;
use TelarisForWooCommerce\Text\ResultText;

defined('ABSPATH') || exit;

/** Says what became of messages and orders, to Telaris. Reads only. */
final class StatusReport
{
    /** Rows of the history for one thing that was asked about. */
    private const MOST = 10;

    public function __construct(private readonly StatusQuery $statusQuery, private readonly ResultText $resultText)
    {
    }

    /** @return list<array<string, mixed>> Schema StatusReport, one for each that was asked about, in the order of the question. */
    public function of(StatusQuestion $question): array
    {
        $rows = $this->statusQuery->notifications($question);
        $linked = $this->statusQuery->linked($question->telarisOrders, $question->company);
        $orderIds = [...$question->orderIds, ...array_values($linked)];
        foreach ($rows as $row) {
            $orderId = $row->number('order_id');
            $orderId === null || $orderIds[] = $orderId;
        }
        $statuses = $this->statusQuery->statuses(array_values(array_unique($orderIds)));
        $reports = [];
        foreach ($question->webhookIds as $id) {
            $reports[] = $this->report(['webhook_id' => $id], self::having($rows, 'webhook_id', $id), null, $statuses);
        }
        $fitting = array_values(array_filter($rows, static fn (Row $row): bool => $question->company === '' || in_array($row->string('company'), ['', $question->company], true)));
        foreach ($question->telarisOrders as $telarisOrder) {
            $reports[] = $this->report(['telaris_order' => $telarisOrder], self::having($fitting, 'telaris_order', $telarisOrder), $linked[$telarisOrder] ?? null, $statuses);
        }
        foreach ($question->orderIds as $orderId) {
            $reports[] = $this->report(['order_id' => $orderId], self::having($rows, 'order_id', (string) $orderId), isset($statuses[$orderId]) ? $orderId : null, $statuses);
        }
        return $reports;
    }

    /**
     * @param list<Row> $rows
     * @return list<Row>
     */
    private static function having(array $rows, string $column, string $value): array
    {
        $found = array_filter($rows, static fn (Row $row): bool => ($column === 'webhook_id' ? $row->id($column) : $row->text($column)) === $value);
        return array_slice(array_values($found), 0, self::MOST);
    }

    /**
     * @param array<string, int|string> $asked
     * @param list<Row> $rows Newest first.
     * @param int|null $orderId Of the link; else of the newest row.
     * @param array<int, string> $statuses By order.
     * @return array<string, mixed>
     */
    private function report(array $asked, array $rows, ?int $orderId, array $statuses): array
    {
        foreach ($rows as $row) {
            $orderId ??= $row->number('order_id');
        }
        return [
            'asked' => $asked,
            'known' => $rows !== [] || $orderId !== null,
            'order' => $orderId === null ? null : ['id' => $orderId, 'status' => $statuses[$orderId] ?? null],
            'notifications' => array_map($this->notification(...), $rows),
        ];
    }

    /** @return array<string, mixed> */
    private function notification(Row $row): array
    {
        if ($row->string('state') === ImportRepository::STATE) {
            return self::import($row);
        }
        $notification = Notification::fromRow($row);
        $message = $notification->message;
        return [
            'webhook_id' => $message->webhookId,
            'notification_id' => $notification->id,
            'type' => $message->type->value,
            'state' => $notification->state->value,
            'code' => $notification->code->value,
            'message' => $this->resultText->sentence($notification->code, $notification->params, $notification->nextAttemptAt),
            'attempts' => $notification->attempts,
            'needs_check' => $notification->needsCheck,
            'telaris_order' => $message->telarisOrder,
            'invoice_number' => $message->invoice?->number,
            'received_at' => UtcTime::of($notification->receivedAt),
            'updated_at' => UtcTime::of($notification->updatedAt),
            'next_attempt_at' => $notification->nextAttemptAt === null ? null : UtcTime::of($notification->nextAttemptAt),
        ];
    }

    /** @return array<string, mixed> An import is no row of the history; nothing but its id is kept. */
    private static function import(Row $row): array
    {
        $isLinked = $row->string('code') === 'linked';
        return [
            'webhook_id' => $row->id('webhook_id'),
            'notification_id' => null,
            'type' => $row->string('type'),
            'state' => null,
            'code' => $isLinked ? 'linked' : null,
            'message' => $isLinked ? __('The order is linked.', 'telaris-for-woocommerce') : __('The import was refused. Sent again, it says why.', 'telaris-for-woocommerce'),
            'attempts' => 0,
            'needs_check' => false,
            'telaris_order' => null,
            'invoice_number' => null,
            'received_at' => UtcTime::of($row->int('received_at')),
            'updated_at' => UtcTime::of($row->int('updated_at')),
            'next_attempt_at' => null,
        ];
    }
}
