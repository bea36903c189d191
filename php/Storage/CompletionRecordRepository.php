<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\CompletionRecord;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\WooCommerce\OrderTables;

defined('ABSPATH') || exit;

/** What the orders table keeps of a completion. Unique is (order, invoice number), not only the message's id. */
final class CompletionRecordRepository
{
    /**
     * Seconds in which Completed hooks that run again are taken for those of the same completion: by a request that
     * loaded the order before it was Completed, and saved it after.
     */
    private const SAME_COMPLETION = 60;

    public function __construct(private readonly Database $database)
    {
    }

    public function of(int $orderId): CompletionRecord
    {
        $row = $this->database->row('SELECT invoice_number, completed_at, link_source FROM {orders} WHERE order_id = %d', $orderId);
        return new CompletionRecord($row?->text('invoice_number'), $row?->number('completed_at') !== null, $row?->text('link_source') === LinkRepository::BY_HAND);
    }

    /**
     * Claims the Completed hooks for an attempt of ours, if the order is Completed in the database, the lease is still
     * ours, and nobody else began them since the order was read.
     *
     * @param int $completions As they were read under the lease.
     */
    public function claimHooks(OrderLease $lease, ?string $invoiceNumber, int $completions): bool
    {
        [$orders, $id, $status] = OrderTables::columns();
        return $this->database->execute(
            "UPDATE {orders}
                SET completed_at = %d, completed_attempt = %d, completions = completions + 1, hooks_until = UNIX_TIMESTAMP() + %d, invoice_number = COALESCE(%s, invoice_number)
              WHERE order_id = %d AND lease_token = %s AND completions = %d AND EXISTS (SELECT 1 FROM $orders WHERE $id = %d AND $status = 'wc-completed')",
            time(),
            $lease->attemptId,
            self::SAME_COMPLETION,
            $invoiceNumber,
            $lease->orderId,
            $lease->token,
            $completions,
            $lease->orderId
        ) === 1;
    }

    /**
     * Notes that the Completed hooks begin for somebody else: a person, or a client of WooCommerce's own API.
     *
     * @return bool False where they run, or have just run, for the same completion, so that they would run twice.
     */
    public function claimHooksForOthers(int $orderId): bool
    {
        $noted = $this->database->execute(
            'UPDATE {orders} SET completions = completions + 1, hooks_until = UNIX_TIMESTAMP() + %d
              WHERE order_id = %d AND (hooks_until IS NULL OR hooks_until < UNIX_TIMESTAMP())
                AND (lease_token IS NULL OR lease_until < UNIX_TIMESTAMP() OR completed_attempt IS NULL OR completed_attempt <> lease_attempt)',
            self::SAME_COMPLETION,
            $orderId
        );
        return $noted === 1 || $this->database->number('SELECT COUNT(*) FROM {orders} WHERE order_id = %d', $orderId) === 0;
    }

    /** The order is no longer Completed: when it becomes so again, that is another completion. */
    public function endCompletion(int $orderId): void
    {
        $this->database->execute('UPDATE {orders} SET hooks_until = NULL WHERE order_id = %d AND hooks_until IS NOT NULL', $orderId);
    }

    public function storeInvoice(int $orderId, string $invoiceNumber): void
    {
        $this->database->execute('UPDATE {orders} SET invoice_number = %s WHERE order_id = %d', $invoiceNumber, $orderId);
    }
}
