<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\RefusedCall;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** Calls of Telaris that were refused; one row for each webhook-id and code, however often it was sent. */
final class RefusedCallRepository
{
    /** Rows that are kept: the newest. */
    private const MOST = 500;

    /** New rows until it is looked whether there are too many: a caller that goes on and on is not to fill the table before the daily pruning. */
    private const LOOK_EVERY = 50;

    public function __construct(private readonly Database $database)
    {
    }

    public function record(RefusedCall $call): void
    {
        $id = $this->database->insert(
            'INSERT INTO {refused_calls} (webhook_id, code, message, type, telaris_order, integration_reference, order_number, invoice_number, times, refused_at)
             VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 1, %d)
             ON DUPLICATE KEY UPDATE
                message = VALUES(message), type = VALUES(type), telaris_order = VALUES(telaris_order), integration_reference = VALUES(integration_reference),
                order_number = VALUES(order_number), invoice_number = VALUES(invoice_number), times = times + 1, refused_at = VALUES(refused_at)',
            $this->database->storedId($call->webhookId),
            $call->code,
            $call->message,
            $call->type,
            $call->telarisOrder,
            $call->integrationReference,
            $call->orderNumber,
            $call->invoiceNumber,
            time()
        );
        if ($id !== null && $id % self::LOOK_EVERY === 0) {
            $this->keepNewest();
        }
    }

    /**
     * @return list<RefusedCall> The newest first.
     */
    public function newest(int $limit): array
    {
        return array_map(
            static fn (Row $row): RefusedCall => new RefusedCall(
                $row->string('code'),
                $row->string('message'),
                $row->id('webhook_id'),
                $row->text('type'),
                $row->text('telaris_order'),
                $row->text('integration_reference'),
                $row->text('order_number'),
                $row->text('invoice_number'),
                $row->int('times'),
                $row->int('refused_at')
            ),
            $this->database->rows('SELECT * FROM {refused_calls} ORDER BY refused_at DESC, id DESC LIMIT %d', $limit)
        );
    }

    /**
     * @return int Without those that came again under their id and were taken then.
     */
    public function countSince(int $since): int
    {
        return $this->database->number(
            "SELECT COUNT(*) FROM {refused_calls} AS refused WHERE refused_at >= %d
             AND (code = 'id_reused' OR NOT EXISTS (SELECT 1 FROM {notifications} AS taken WHERE taken.webhook_id = refused.webhook_id AND (taken.state <> %s OR taken.code <> 'received')))",
            $since,
            ImportRepository::STATE
        );
    }

    public function prune(int $before): void
    {
        $this->database->execute('DELETE FROM {refused_calls} WHERE refused_at < %d', $before);
        $this->keepNewest();
    }

    private function keepNewest(): void
    {
        $last = $this->database->number('SELECT id FROM {refused_calls} ORDER BY id DESC LIMIT 1 OFFSET %d', self::MOST);
        if ($last > 0) {
            $this->database->execute('DELETE FROM {refused_calls} WHERE id <= %d', $last);
        }
    }
}
