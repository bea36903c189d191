<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

/** Notifications in the history, made the way the plugin makes them. */
final class Rows
{
    private static int $made = 0;

    public static function notification(Database $database, ?Message $message = null, ?Outcome $outcome = null, ?int $receivedAt = null): Notification
    {
        $message ??= new Message('msg_' . ++self::$made, MessageType::Invoiced, null, '10021', '1234');
        $notifications = new NotificationRepository($database);
        $notification = $notifications->record($message, MessageFingerprint::of($message));
        assert($notification !== null);
        if ($outcome !== null) {
            $notifications->settle($notification, $outcome, $outcome->code->isRetryable() ? time() + 60 : null);
        }
        if ($receivedAt !== null) {
            $database->execute('UPDATE {notifications} SET received_at = %d WHERE id = %d', $receivedAt, $notification->id);
        }
        return $notifications->find($notification->id) ?? $notification;
    }

    /**
     * One as if it had come out of the database.
     *
     * @param array<string, string|int|null> $columns
     */
    public static function row(array $columns = []): Notification
    {
        $code = ResultCode::from((string) ($columns['code'] ?? 'missing_link'));
        return Notification::fromRow(new Row($columns + [
            'id' => '1',
            'webhook_id' => 'msg_1',
            'fingerprint' => str_repeat('0', 64),
            'payload' => '{"type":"order.invoiced","data":{"telaris_order":"10021"}}',
            'params' => '{}',
            'state' => $code->state()->value,
            'code' => $code->value,
            'needs_check' => $code->needsCheck() ? '1' : '0',
            'received_at' => '1700000000',
            'updated_at' => '1700000000',
        ]));
    }
}
