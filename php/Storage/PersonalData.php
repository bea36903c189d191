<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/**
 * What the history has about a customer's orders, for requests about personal data.
 *
 * There are no names and no addresses in it: numbers of orders and invoices, dates, totals, and what became of each.
 */
final class PersonalData
{
    /** In SQL, what is left of a message. */
    public const ERASED_PAYLOAD = "CONCAT('{\"type\":\"', type, '\"}')";

    public function __construct(private readonly Database $database, private readonly LastReconciliation $lastReconciliation)
    {
    }

    /**
     * @param non-empty-list<int> $orderIds
     * @return list<Notification> Oldest first.
     */
    public function of(array $orderIds): array
    {
        return array_map(
            Notification::fromRow(...),
            $this->database->rows('SELECT * FROM {notifications} WHERE order_id IN (' . Database::places($orderIds) . ') ORDER BY id', ...$orderIds)
        );
    }

    /**
     * Takes out of settled rows what Telaris sent and what was found. That they came, when and what became of them stays,
     * so that a message that is sent again does nothing twice.
     *
     * @param non-empty-list<int> $orderIds
     * @return array{erased: int, kept: int} Rows. Kept is what still waits for somebody.
     */
    public function erase(array $orderIds): array
    {
        $this->lastReconciliation->forget($orderIds);
        $places = Database::places($orderIds);
        $settled = "order_id IN ($places) AND state IN (%s, %s) AND needs_check = 0";
        $values = [...$orderIds, NotificationStatus::Completed->value, NotificationStatus::Ignored->value];
        $this->database->execute("UPDATE {attempts} SET params = '{}' WHERE notification_id IN (SELECT id FROM {notifications} WHERE $settled)", ...$values);
        $this->database->execute("DELETE FROM {deliveries} WHERE notification_id IN (SELECT id FROM {notifications} WHERE $settled)", ...$values);
        $erased = $this->database->execute(
            'UPDATE {notifications} SET payload = ' . self::ERASED_PAYLOAD . ", params = '{}', shop_number = NULL, integration_reference = NULL,
                    order_number = NULL, telaris_order = NULL, invoice_number = NULL
              WHERE $settled AND (payload LIKE %s OR shop_number IS NOT NULL OR params <> '{}')",
            ...[...$values, '%"data"%']
        );
        $kept = $this->database->number("SELECT COUNT(*) FROM {notifications} WHERE order_id IN ($places) AND (state IN (%s, %s) OR needs_check = 1)", ...[
            ...$orderIds,
            NotificationStatus::Failed->value,
            NotificationStatus::Pending->value,
        ]);
        return ['erased' => $erased, 'kept' => $kept];
    }
}
