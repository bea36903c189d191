<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\History;

use TelarisForWooCommerce\Database\Database;
use TelarisForWooCommerce\Database\DatabaseError;

defined('ABSPATH') || exit;

/**
 * The history in pages, newest first.
 *
 * Pages are found by (time, id) and not by offset: new rows at the top move nothing, and the thousandth
 * page costs what the first does.
 */
final class HistoryQuery
{
    /** Columns that a search by a number at hand looks into. */
    private const NUMBERS = ['shop_number', 'order_number', 'integration_reference', 'telaris_order', 'invoice_number'];

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * @param array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int} $filter Times in Unix seconds.
     * @return array{items: list<Notification>, newer: ?string, older: ?string} Cursors where there is such a page.
     * @throws DatabaseError
     */
    public function page(array $filter, ?string $cursor, int $perPage): array
    {
        [$where, $values] = $this->conditions($filter);
        [$direction, $time, $id] = self::decode($cursor);
        if ($direction === 'older') {
            $where .= ' AND (received_at < %d OR (received_at = %d AND id < %d))';
            array_push($values, $time, $time, $id);
        } elseif ($direction === 'newer') {
            $where .= ' AND (received_at > %d OR (received_at = %d AND id > %d))';
            array_push($values, $time, $time, $id);
        }
        $order = $direction === 'newer' ? 'received_at ASC, id ASC' : 'received_at DESC, id DESC';
        $rows = $this->database->rows(
            "SELECT * FROM {notifications} WHERE $where ORDER BY $order LIMIT %d",
            ...[...$values, $perPage + 1]
        );
        $more = count($rows) > $perPage;
        $items = array_map(Notification::fromRow(...), array_slice($rows, 0, $perPage));
        if ($direction === 'newer') {
            $items = array_reverse($items);
        }
        $first = $items[0] ?? null;
        $last = $items === [] ? null : $items[count($items) - 1];
        $hasNewer = $direction === 'newer' ? $more : $direction === 'older';
        $hasOlder = $direction === 'newer' || $more;

        return [
            'items' => $items,
            'newer' => $hasNewer && $first !== null ? self::encode('newer', $first) : null,
            'older' => $hasOlder && $last !== null ? self::encode('older', $last) : null,
        ];
    }

    /**
     * @param array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int} $filter
     * @return array{string, list<string|int>}
     */
    private function conditions(array $filter): array
    {
        $where = ['1 = 1'];
        $values = [];
        foreach (['state', 'heading'] as $column) {
            if (isset($filter[$column])) {
                $where[] = "$column = %s";
                $values[] = $filter[$column];
            }
        }
        if (isset($filter['trigger'])) {
            $where[] = 'EXISTS (SELECT 1 FROM {attempts} WHERE cause = %s AND {attempts}.notification_id = {notifications}.id)';
            $values[] = $filter['trigger'];
        }
        if (isset($filter['from'])) {
            $where[] = 'received_at >= %d';
            $values[] = $filter['from'];
        }
        if (isset($filter['to'])) {
            $where[] = 'received_at < %d';
            $values[] = $filter['to'];
        }
        $search = ltrim(trim($filter['search'] ?? ''), '#');
        if ($search !== '') {
            $found = array_map(static fn (string $column): string => "SELECT id FROM {notifications} WHERE $column = %s", self::NUMBERS);
            // A UNION, because an OR over five columns uses no index.
            $where[] = 'id IN (SELECT id FROM (' . implode(' UNION ', $found) . ') AS found)';
            array_push($values, ...array_fill(0, count(self::NUMBERS), $search));
        }
        return [implode(' AND ', $where), $values];
    }

    private static function encode(string $direction, Notification $at): string
    {
        return "$direction.$at->receivedAt.$at->id";
    }

    /** @return array{string, int, int} */
    private static function decode(?string $cursor): array
    {
        if ($cursor !== null && preg_match('/\A(older|newer)\.(\d{1,12})\.(\d{1,18})\z/', $cursor, $part) === 1) {
            return [$part[1], (int) $part[2], (int) $part[3]];
        }
        return ['', 0, 0];
    }

    public static function isCursor(string $cursor): bool
    {
        return self::decode($cursor)[0] !== '';
    }
}
