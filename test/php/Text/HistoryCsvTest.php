<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Text;

use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Text\HistoryCsv;
use TelarisForWooCommerce\Text\ResultText;

final class HistoryCsvTest extends TestCase
{
    /** @var list<int> How many orders were loaded at a time. */
    private array $loaded = [];

    public function testHasWordsBesideCodesAndBothTimes(): void
    {
        update_option('timezone_string', 'Europe/Oslo');
        $row = $this->export(false);
        self::assertSame('2026-11-27 05:00:00', $row['Time']);
        self::assertSame('2026-11-27 04:00:00', $row['Time (UTC)']);
        self::assertSame('Cancelled', $row['Order status']);
        self::assertSame('499.00', $row['Total']);
        self::assertSame('450.5', $row['Invoiced']);
        self::assertSame('Order blocked', $row['Result']);
        self::assertStringStartsWith('The order had the status', $row['Reason']);
        self::assertSame('status_not_allowed', $row['Code']);
    }

    public function testAmountsHaveADecimalCommaWhereASemicolonIsBetweenColumns(): void
    {
        $row = $this->export(true);
        self::assertSame('499,00', $row['Total']);
        self::assertSame('450,5', $row['Invoiced']);
        self::assertSame('10021', $row['Telaris order']);
    }

    public function testOrdersAreLoadedAHundredRowsAtATime(): void
    {
        $rows = [];
        foreach (range(1, 250) as $id) {
            Order::make($id, 'completed');
            $message = new Message("msg_$id", MessageType::Invoiced, null, "T$id", (string) $id, (string) $id);
            $rows[] = Rows::notification($this->database, $message, Outcome::of(ResultCode::Completed)->about($id, 'processing', 'completed', (string) $id), 1_795_752_000);
        }
        $rows[] = 'The export is not complete.';
        $file = (string) tempnam(sys_get_temp_dir(), 'csv');
        $this->csv()->write($file, $rows);
        $lines = explode("\n", trim((string) file_get_contents($file)));
        unlink($file);
        self::assertSame([100, 100, 50], $this->loaded);
        self::assertCount(252, $lines);
        self::assertStringContainsString('The export is not complete.', $lines[251]);
        self::assertStringContainsString(',250,Completed,', $lines[250]);
    }

    private function csv(): HistoryCsv
    {
        return new HistoryCsv(new ResultText(), function (array $ids): array {
            $this->loaded[] = count($ids);
            return array_filter(array_combine($ids, array_map(wc_get_order(...), $ids)));
        });
    }

    /** @return array<string, string> The one row, by the names of its columns. */
    private function export(bool $semicolon): array
    {
        Order::make(1234, 'cancelled');
        $message = new Message('msg_csv', MessageType::Invoiced, null, '10021', '1234', '1234', new Invoice('50012', '2026-11-26', total: '450.5', currency: 'NOK'));
        $outcome = Outcome::of(ResultCode::StatusNotAllowed, ['status' => 'cancelled'])->about(1234, 'cancelled', 'cancelled', '1234');
        $notification = Rows::notification($this->database, $message, $outcome, 1_795_752_000);
        $file = (string) tempnam(sys_get_temp_dir(), 'csv');
        $this->csv()->write($file, [$notification], $semicolon);
        $text = (string) file_get_contents($file);
        unlink($file);
        self::assertStringStartsWith("\xEF\xBB\xBF", $text);
        [$head, $row] = explode("\n", substr($text, 3));
        $cells = static fn (string $line): array => array_map(strval(...), str_getcsv($line, $semicolon ? ';' : ',', '"', ''));
        return array_combine($cells($head), $cells($row));
    }
}
