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

    /** @return array<string, string> The one row, by the names of its columns. */
    private function export(bool $semicolon): array
    {
        Order::make(1234, 'cancelled');
        $message = new Message('msg_csv', MessageType::Invoiced, null, '10021', '1234', '1234', new Invoice('50012', '2026-11-26', total: '450.5', currency: 'NOK'));
        $outcome = Outcome::of(ResultCode::StatusNotAllowed, ['status' => 'cancelled'])->about(1234, 'cancelled', 'cancelled', '1234');
        $notification = Rows::notification($this->database, $message, $outcome, 1_795_752_000);
        $file = (string) tempnam(sys_get_temp_dir(), 'csv');
        (new HistoryCsv(new ResultText()))->write($file, [$notification], $semicolon);
        $text = (string) file_get_contents($file);
        unlink($file);
        self::assertStringStartsWith("\xEF\xBB\xBF", $text);
        [$head, $row] = explode("\n", substr($text, 3));
        $cells = static fn (string $line): array => array_map(strval(...), str_getcsv($line, $semicolon ? ';' : ',', '"', ''));
        return array_combine($cells($head), $cells($row));
    }
}
