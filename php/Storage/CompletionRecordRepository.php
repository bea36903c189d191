<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\CompletionRecord;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;

defined('ABSPATH') || exit;

/** What the orders table keeps of a completion. Unique is (order, invoice number), not only the message's id. */
final class CompletionRecordRepository
{
    public function __construct(private readonly Database $database)
    {
    }

    /** @throws DatabaseError */
    public function of(int $orderId): CompletionRecord
    {
        $row = $this->database->row('SELECT invoice_number, completed_at, link_source FROM {orders} WHERE order_id = %d', $orderId);
        return new CompletionRecord($row?->text('invoice_number'), $row?->number('completed_at') !== null, $row?->text('link_source') === LinkRepository::BY_HAND);
    }

    /**
     * Writes down, with the lease as fencing token, that the Completed hooks are about to run.
     *
     * @return bool False when the lease is no longer ours.
     * @throws DatabaseError
     */
    public function completing(OrderLease $lease, ?string $invoiceNumber): bool
    {
        return $this->database->execute(
            'UPDATE {orders} SET completed_at = %d, completed_attempt = %d, invoice_number = COALESCE(%s, invoice_number)
              WHERE order_id = %d AND lease_token = %s',
            time(),
            $lease->attemptId,
            $invoiceNumber,
            $lease->orderId,
            $lease->token
        ) === 1;
    }

    /** @throws DatabaseError */
    public function storeInvoice(int $orderId, string $invoiceNumber): void
    {
        $this->database->execute('UPDATE {orders} SET invoice_number = %s WHERE order_id = %d', $invoiceNumber, $orderId);
    }
}
