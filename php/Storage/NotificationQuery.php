<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\WooCommerce\CustomerSearch;

defined('ABSPATH') || exit;

/**
 * The history in pages, newest first.
 *
 * Pages are found by (time, id) and not by offset: new rows at the top move nothing, and the thousandth page costs what
 * the first does. One filter has its index; where several are combined, the rest is looked at row by row within a
 * bounded window, so that a page may be short and still have a next one.
 *
 * @phpstan-type Filter array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int}
 * @phpstan-type Page array{items: list<Notification>, newer: ?string, older: ?string}
 */
final class NotificationQuery
{
    /** Columns that a search by a number at hand looks into; each has an index. */
    public const NUMBERS = ['shop_number', 'order_number', 'integration_reference', 'telaris_order', 'invoice_number'];

    /** A shorter part of a number would find too many. */
    private const SHORTEST_PART = 3;

    /** A list of numbers, as it is pasted from a spreadsheet: each has a digit. */
    private const LIST = '/\A\S*\d\S*(?:[\s,;]+\S*\d\S*)+\z/';

    /** Numbers of a list that are looked for. */
    private const MOST_NUMBERS = 200;

    /** Rows that a combination of filters looks at for one page. */
    private const WINDOW = 5_000;

    public function __construct(private readonly Database $database)
    {
    }

    /**
     * @param Filter $filter Times in Unix seconds.
     * @return Page Cursors where there is such a page.
     */
    public function page(array $filter, ?string $cursor, int $perPage): array
    {
        $at = Cursor::parse($cursor);
        $newer = $at !== null && $at->newer;
        [$keys, $end] = $this->keys($filter, $at, $perPage + 1);
        $more = count($keys) > $perPage || $end !== null;
        $keys = array_slice($keys, 0, $perPage);
        // A short page continues where the window ended.
        $edge = count($keys) < $perPage ? $end : null;
        if ($newer) {
            $keys = array_reverse($keys);
        }
        $first = $keys[0] ?? null;
        $last = $keys === [] ? null : $keys[count($keys) - 1];
        $top = $newer ? ($edge ?? $first) : $first;
        $bottom = $newer ? $last : ($edge ?? $last);

        return [
            'items' => $this->load($keys),
            'newer' => $top !== null && ($newer ? $more : $at !== null) ? (string) Cursor::newerThan($top) : null,
            'older' => $bottom !== null && ($newer || $more) ? (string) Cursor::olderThan($bottom) : null,
        ];
    }

    /**
     * @param Filter $filter
     * @param int $most Counted no further than this.
     * @return array{count: int, more: bool} More: there are others, or a combination of filters looked at as many rows as it may.
     */
    public function count(array $filter, int $most): array
    {
        [$keys, $end] = $this->keys($filter, null, $most + 1);
        return ['count' => min(count($keys), $most), 'more' => count($keys) > $most || $end !== null];
    }

    /**
     * Everything that a filter matches, a slice at a time: memory does not grow with the history.
     *
     * @param Filter $filter
     * @return iterable<Notification>
     */
    public function all(array $filter): iterable
    {
        $cursor = null;
        do {
            $page = $this->page($filter, $cursor, 500);
            yield from $page['items'];
            $cursor = $page['older'];
        } while ($cursor !== null);
    }

    /**
     * @param Filter $filter
     * @return array{list<Row>, ?Row} The keys in reading direction, and the end of a window that was not enough.
     */
    private function keys(array $filter, ?Cursor $at, int $wanted): array
    {
        $search = ltrim(trim($filter['search'] ?? ''), '#');
        $checks = array_intersect_key($filter, ['state' => 1, 'heading' => 1, 'trigger' => 1]);
        // A heading narrows more than a state, so its index is better.
        $driver = $search !== '' ? 'search' : (isset($checks['heading']) ? 'heading' : array_key_first($checks));
        $byTrigger = $driver === 'trigger' && $search === '';
        $isWindow = count($checks) > ($driver === 'search' || $driver === null ? 0 : 1)
            || ($byTrigger && (isset($filter['from']) || isset($filter['to'])));
        $limit = $isWindow ? self::WINDOW : $wanted;
        $rows = $byTrigger
            ? $this->byTrigger($filter['trigger'] ?? '', $at, $limit)
            : $this->byTime($filter, $driver, $search, $at, $limit);
        if (! $isWindow) {
            return [$rows, null];
        }
        $kept = $this->matching($rows, $filter, $wanted);
        $end = count($rows) === $limit && count($kept) < $wanted ? $rows[$limit - 1] : null;
        return [$kept, $end];
    }

    /**
     * @param Filter $filter
     * @return list<Row>
     */
    private function byTime(array $filter, ?string $driver, string $search, ?Cursor $at, int $limit): array
    {
        $where = $values = [];
        if ($driver === null) {
            $where[] = 'state <> %s';
            $values[] = ImportRepository::STATE;
        } elseif ($driver === 'search') {
            [$found, $sought] = $this->sought($search);
            $where[] = "id IN (SELECT id FROM ($found) AS found)";
            array_push($values, ...$sought);
        } else {
            $where[] = "$driver = %s";
            $values[] = (string) ($filter[$driver] ?? '');
        }
        foreach (['from' => 'received_at >= %d', 'to' => 'received_at < %d'] as $name => $condition) {
            if (isset($filter[$name])) {
                $where[] = $condition;
                $values[] = $filter[$name];
            }
        }
        if ($at !== null) {
            $sign = $at->newer ? '>' : '<';
            $where[] = "received_at $sign= %d AND (received_at $sign %d OR id $sign %d)";
            array_push($values, $at->time, $at->time, $at->id);
        }
        $way = $at !== null && $at->newer ? 'ASC' : 'DESC';
        return $this->database->rows(
            'SELECT id, received_at, state, heading FROM {notifications} WHERE ' . implode(' AND ', $where)
                . " ORDER BY received_at $way, id $way LIMIT %d",
            ...[...$values, $limit]
        );
    }

    /**
     * What a search looks for: numbers, one or a pasted list of them; where no number is the one, those that begin so; else
     * orders of a customer.
     *
     * @return array{string, list<string|int>} A statement that finds ids, and its values.
     */
    private function sought(string $search): array
    {
        if (preg_match(self::LIST, $search) === 1) {
            $numbers = array_slice((array) preg_split('/[\s,;]+/', $search, -1, PREG_SPLIT_NO_EMPTY), 0, self::MOST_NUMBERS);
            $numbers = array_values(array_unique(array_map(static fn (mixed $number): string => ltrim((string) $number, '#'), $numbers)));
            return self::inNumbers('IN (' . implode(', ', array_fill(0, count($numbers), '%s')) . ')', $numbers);
        }
        // A name has letters and no digit, an email an @; all else is a number.
        if (str_contains($search, '@') || preg_match('/\A[^\d]*\p{L}[^\d]*\z/u', $search) === 1) {
            return self::ofOrders(CustomerSearch::orders($search));
        }
        $exact = self::inNumbers('= %s', [$search]);
        return strlen($search) < self::SHORTEST_PART || $this->database->rows("SELECT id FROM ($exact[0]) AS found LIMIT 1", ...$exact[1]) !== []
            ? $exact
            : self::inNumbers('LIKE %s', [$this->database->like($search) . '%']);
    }

    /**
     * A UNION, because an OR over five columns uses no index.
     *
     * @param list<string> $values
     * @return array{string, list<string>}
     */
    private static function inNumbers(string $condition, array $values): array
    {
        $found = array_map(static fn (string $column): string => "SELECT id FROM {notifications} WHERE $column $condition", self::NUMBERS);
        return [implode(' UNION ', $found), array_merge(...array_fill(0, count(self::NUMBERS), $values))];
    }

    /**
     * @param list<int> $ids
     * @return array{string, list<int>}
     */
    private static function ofOrders(array $ids): array
    {
        return $ids === []
            ? ['SELECT id FROM {notifications} WHERE id = %d', [0]]
            : ['SELECT id FROM {notifications} WHERE order_id IN (' . Database::places($ids) . ')', $ids];
    }

    /**
     * The attempts' index is by notification id, which grows with time.
     *
     * @return list<Row>
     */
    private function byTrigger(string $cause, ?Cursor $at, int $limit): array
    {
        $sign = $at !== null && $at->newer ? '>' : '<';
        $way = $at !== null && $at->newer ? 'ASC' : 'DESC';
        return $this->database->rows(
            "SELECT n.id, n.received_at, n.state, n.heading
               FROM (SELECT DISTINCT notification_id FROM {attempts} WHERE cause = %s AND notification_id $sign %d
                      ORDER BY notification_id $way LIMIT %d) a
               JOIN {notifications} n ON n.id = a.notification_id ORDER BY n.id $way",
            $cause,
            $at === null ? PHP_INT_MAX : $at->id,
            $limit
        );
    }

    /**
     * @param list<Row> $rows
     * @param Filter $filter
     * @return list<Row>
     */
    private function matching(array $rows, array $filter, int $wanted): array
    {
        $started = isset($filter['trigger']) ? $this->startedBy($filter['trigger'], $rows) : null;
        $kept = [];
        foreach ($rows as $row) {
            $fits = $row->string('state') === ($filter['state'] ?? $row->string('state'))
                && $row->string('heading') === ($filter['heading'] ?? $row->string('heading'))
                && $row->int('received_at') >= ($filter['from'] ?? 0)
                && $row->int('received_at') < ($filter['to'] ?? PHP_INT_MAX)
                && ($started === null || isset($started[$row->int('id')]));
            if ($fits) {
                $kept[] = $row;
            }
            if (count($kept) === $wanted) {
                break;
            }
        }
        return $kept;
    }

    /**
     * @param list<Row> $rows
     * @return array<int, true> By the notification's id, those of the window that had an attempt started so.
     */
    private function startedBy(string $cause, array $rows): array
    {
        $ids = array_map(static fn (Row $row): int => $row->int('id'), $rows);
        if ($ids === []) {
            return [];
        }
        $started = [];
        $found = $this->database->rows(
            'SELECT DISTINCT notification_id FROM {attempts} WHERE cause = %s AND notification_id BETWEEN %d AND %d',
            $cause,
            min($ids),
            max($ids)
        );
        foreach ($found as $row) {
            $started[$row->int('notification_id')] = true;
        }
        return $started;
    }

    /**
     * @param list<Row> $keys
     * @return list<Notification> In the keys' order.
     */
    private function load(array $keys): array
    {
        if ($keys === []) {
            return [];
        }
        $ids = array_map(static fn (Row $key): int => $key->int('id'), $keys);
        $found = [];
        $rows = $this->database->rows(
            'SELECT * FROM {notifications} WHERE id IN (' . implode(', ', array_fill(0, count($ids), '%d')) . ')',
            ...$ids
        );
        foreach ($rows as $row) {
            $found[$row->int('id')] = Notification::fromRow($row);
        }
        return array_values(array_filter(array_map(static fn (int $id): ?Notification => $found[$id] ?? null, $ids)));
    }
}
