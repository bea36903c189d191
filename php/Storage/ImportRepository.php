<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/**
 * Imports, remembered by their webhook-id.
 *
 * They are rows of the notifications table, whose unique key then holds for all messages, in a state of their own that no
 * page, number or search of the history asks for. Nothing but the id and the fingerprint is kept.
 */
final class ImportRepository
{
    public const STATE = 'import';

    private const LINKED = 'linked';

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * Remembers an import, before anything is done about it.
     *
     * @return array{fingerprint: string, linked: bool}|null What came before under the id, of whatever type; null when it is new.
     */
    public function remember(Message $message, string $fingerprint): ?array
    {
        $now = time();
        $id = $this->database->insert(
            'INSERT IGNORE INTO {notifications} (webhook_id, fingerprint, type, state, code, heading, payload, params, received_at, updated_at)
             VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %d, %d)',
            $this->database->storedId($message->webhookId),
            $fingerprint,
            $message->type->value,
            self::STATE,
            'received',
            self::STATE,
            '{}',
            '{}',
            $now,
            $now
        );
        return $id === null ? $this->find($message->webhookId) : null;
    }

    /** @return array{fingerprint: string, linked: bool}|null What came before under an id, of whatever type. */
    public function find(string $webhookId): ?array
    {
        $row = $this->database->row('SELECT fingerprint, code FROM {notifications} WHERE webhook_id = %s', $this->database->storedId($webhookId));
        return $row === null ? null : ['fingerprint' => $row->string('fingerprint'), 'linked' => $row->string('code') === self::LINKED];
    }

    /** Its link is made, or was there. */
    public function linked(string $webhookId): void
    {
        $this->database->execute(
            'UPDATE {notifications} SET code = %s, updated_at = %d WHERE webhook_id = %s AND state = %s',
            self::LINKED,
            time(),
            $this->database->storedId($webhookId),
            self::STATE
        );
    }
}
