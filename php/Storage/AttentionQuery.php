<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** What needs somebody's attention: failed, to be checked, or failing for the moment. */
final class AttentionQuery
{
    /** The newest of each kind; a shop with more has other worries. */
    public const MOST = 500;

    public function __construct(private readonly Database $database)
    {
    }

    /** @return array<int, int> By id: since when, in Unix seconds. */
    public function since(): array
    {
        $kinds = [
            ['state = %s', NotificationStatus::Failed->value, 'updated_at'],
            ['needs_check = %d', 1, 'updated_at'],
            // It may still heal by itself.
            ["attempts > 0 AND code NOT IN ('" . ResultCode::Received->value . "', '" . ResultCode::Held->value . "') AND state = %s", NotificationStatus::Pending->value, 'received_at'],
        ];
        $parts = $values = [];
        foreach ($kinds as [$condition, $value, $time]) {
            $parts[] = "SELECT * FROM (SELECT id, $time AS since FROM {notifications} WHERE $condition ORDER BY id DESC LIMIT " . self::MOST . ') AS kind' . count($parts);
            $values[] = $value;
        }
        $since = [];
        foreach ($this->database->rows(implode(' UNION ALL ', $parts), ...$values) as $row) {
            $since[$row->int('id')] = $row->int('since');
        }
        ksort($since);
        return $since;
    }

    /**
     * @param list<int> $ids
     * @return list<Notification> Newest first.
     */
    public function all(array $ids): array
    {
        return $ids === [] ? [] : array_map(
            static fn (Row $row): Notification => Notification::fromRow($row),
            $this->database->rows('SELECT * FROM {notifications} WHERE id IN (' . Database::places($ids) . ') ORDER BY id DESC', ...$ids)
        );
    }
}
