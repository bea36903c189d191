<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use TelarisForWooCommerce\Test\TestCase;

final class NotificationQueryTest extends TestCase
{
    private const START = 1_700_000_000;

    private NotificationQuery $history;

    protected function setUp(): void
    {
        parent::setUp();
        $this->history = new NotificationQuery($this->database);
    }

    public function testAnEmptyHistoryIsOnePage(): void
    {
        self::assertSame(['items' => [], 'newer' => null, 'older' => null], $this->history->page([], null, 10));
    }

    /** @return array<string, array{array<string, string|int>}> */
    public static function filters(): array
    {
        return [
            'nothing' => [[]],
            'a state' => [['state' => 'failed']],
            'a heading' => [['heading' => 'link_missing']],
            'a trigger' => [['trigger' => 'retry']],
            'a time' => [['from' => self::START + 2, 'to' => self::START + 6]],
            'state and heading' => [['state' => 'failed', 'heading' => 'order_blocked']],
            'state and trigger' => [['state' => 'completed', 'trigger' => 'retry']],
            'trigger and time' => [['trigger' => 'retry', 'from' => self::START + 2]],
            'heading and time' => [['heading' => 'link_missing', 'to' => self::START + 5]],
            'a search' => [['search' => '10021']],
            'search and state' => [['search' => '10021', 'state' => 'failed']],
            'what is not there' => [['state' => 'ignored']],
        ];
    }

    /**
     * Forth and back through pages of every size gives each row that fits once, newest first.
     *
     * @param array<string, string|int> $filter
     */
    #[DataProvider('filters')]
    public function testPagesAreWholeInBothDirections(array $filter): void
    {
        $expected = $this->fill(14, $filter);
        foreach ([1, 3, 100] as $perPage) {
            $pages = [];
            $cursor = null;
            do {
                $page = $this->history->page($filter, $cursor, $perPage);
                $pages[] = self::ids($page['items']);
                self::assertSame($cursor === null, $page['newer'] === null || $page['items'] === [], 'Only the first page has nothing newer.');
                $cursor = $page['older'];
                $last = $page;
            } while ($cursor !== null && count($pages) < 50);
            self::assertSame($expected, array_merge(...$pages), "Older, by $perPage");

            $back = [$pages[count($pages) - 1]];
            $cursor = $last['newer'];
            while ($cursor !== null && count($back) < 50) {
                $page = $this->history->page($filter, $cursor, $perPage);
                array_unshift($back, self::ids($page['items']));
                self::assertNotNull($page['items'] === [] ? 'nothing' : $page['older'], 'Where one came from there is something older.');
                $cursor = $page['newer'];
            }
            self::assertSame($expected, array_merge(...$back), "Newer, by $perPage");
        }
    }

    /** @param array<string, string|int> $filter */
    #[DataProvider('filters')]
    public function testCountsWhatTheFilterMatches(array $filter): void
    {
        $expected = count($this->fill(14, $filter));

        self::assertSame(['count' => $expected, 'more' => false], $this->history->count($filter, $expected));
        if ($expected > 0) {
            self::assertSame(['count' => $expected - 1, 'more' => true], $this->history->count($filter, $expected - 1));
        }
    }

    public function testANewRowMovesNothing(): void
    {
        $rows = $this->fill(6, []);
        $first = $this->history->page([], null, 3);
        Rows::notification($this->database, receivedAt: self::START + 99);

        self::assertSame(array_slice($rows, 3), self::ids($this->history->page([], $first['older'], 3)['items']));
    }

    public function testRowsOfOneSecondArePagedWithoutLoss(): void
    {
        for ($i = 0; $i < 5; $i++) {
            Rows::notification($this->database, receivedAt: self::START);
        }
        $first = $this->history->page([], null, 2);
        $second = $this->history->page([], $first['older'], 2);
        $third = $this->history->page([], $second['older'], 2);

        self::assertCount(5, array_unique([...self::ids($first['items']), ...self::ids($second['items']), ...self::ids($third['items'])]));
        self::assertNull($third['older']);
    }

    /** @return array<string, array{string, bool}> */
    public static function searches(): array
    {
        return [
            'Telaris order' => ['10021', true],
            'invoice' => ['50012', true],
            'order number' => ['W-77', true],
            'order id' => ['1234', true],
            'with a number sign and spaces' => [' #W-77 ', true],
            'the number that the shop shows' => ['S-9', true],
            'how one begins' => ['1002', true],
            'too little of one' => ['10', false],
            'the end of one' => ['0021', false],
            'a list' => ["50001\n50012, 50013;#50014", true],
            'a list of others' => ['50001 50013', false],
            'a name' => ['Kari Nordmann', true],
            'an email' => ['kari2@example.com', true],
            'another name' => ['Ola', false],
            'a wildcard' => ['%', false],
            'SQL' => ["' OR '1'='1", false],
        ];
    }

    #[DataProvider('searches')]
    public function testASearchFindsWholeNumbersAtHand(string $search, bool $found): void
    {
        $message = new Message('msg_searched', MessageType::Invoiced, null, '10021', '1234', 'W-77', new Invoice('50012'));
        $row = Rows::notification($this->database, $message, Outcome::of(ResultCode::Completed)->about(1234, 'processing', 'completed', 'S-9'));
        Rows::notification($this->database, new Message('msg_other', MessageType::Invoiced, null, '777'));

        WooCommerce::$ordersOf = ['Kari Nordmann' => [1234], 'kari2@example.com' => [1234, 99]];

        self::assertSame($found ? [$row->id] : [], self::ids($this->history->page(['search' => $search], null, 10)['items']));
    }

    /**
     * @param array<string, string|int> $filter
     * @return list<int> The ids that fit, newest first, found in PHP.
     */
    private function fill(int $rows, array $filter): array
    {
        $attempts = new AttemptRepository($this->database);
        $codes = [ResultCode::Completed, ResultCode::MissingLink, ResultCode::StatusNotAllowed, ResultCode::InternalError];
        $fitting = [];
        for ($i = 0; $i < $rows; $i++) {
            // Several in a second.
            $at = self::START + intdiv($i, 3);
            $code = $codes[$i % 4];
            $telarisOrder = $i % 2 === 0 ? '10021' : '10022';
            $trigger = $i % 3 === 0 ? AttemptTrigger::Retry : AttemptTrigger::Telaris;
            $row = Rows::notification($this->database, new Message("msg_fill_$i", MessageType::Invoiced, null, $telarisOrder), Outcome::of($code), $at);
            $attempts->start($row->id, AttemptTrigger::Telaris, null);
            $attempts->start($row->id, $trigger, null);
            $fits = ($filter['state'] ?? $code->state()->value) === $code->state()->value
                && ($filter['heading'] ?? $code->heading()->value) === $code->heading()->value
                && ($filter['trigger'] ?? $trigger->value) === $trigger->value
                && ($filter['search'] ?? $telarisOrder) === $telarisOrder
                && $at >= ($filter['from'] ?? 0) && $at < ($filter['to'] ?? PHP_INT_MAX);
            if ($fits) {
                array_unshift($fitting, $row->id);
            }
        }
        return $fitting;
    }

    /**
     * @param list<Notification> $items
     * @return list<int>
     */
    private static function ids(array $items): array
    {
        return array_map(static fn (Notification $item): int => $item->id, $items);
    }
}
