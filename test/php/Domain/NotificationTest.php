<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Domain;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\Attempt;
use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\TestCase;

final class NotificationTest extends TestCase
{
    /** @return array<string, array{array<string, string>, bool, bool}> Row, can be re-sent, can be overridden. */
    public static function rows(): array
    {
        $credit = '{"type":"order.invoiced","data":{"telaris_order":"1","invoice":{"number":"5","kind":"credit_note"}}}';
        return [
            'failed' => [['code' => 'missing_link'], true, false],
            'waiting for a retry' => [['code' => 'internal_error'], true, false],
            'given up' => [['code' => 'internal_error', 'state' => 'failed'], true, false],
            'blocked by a status that may be overridden' => [['code' => 'status_not_allowed', 'params' => '{"status":"cancelled","overridable":"yes"}'], true, true],
            'blocked by the trash' => [['code' => 'status_not_allowed', 'params' => '{"status":"trash","overridable":"no"}'], true, false],
            'blocked by something old' => [['code' => 'status_not_allowed'], true, false],
            'another invoice' => [['code' => 'invoice_mismatch'], true, true],
            'reverted' => [['code' => 'reverted'], true, false],
            'completed' => [['code' => 'completed'], false, false],
            'ignored' => [['code' => 'not_synced', 'payload' => '{"type":"order.cancelled","data":{"telaris_order":"1"}}'], false, false],
            'failed, but of a type that completes nothing' => [['state' => 'failed', 'payload' => '{"type":"order.cancelled"}'], false, false],
            'a credit note' => [['state' => 'failed', 'payload' => $credit], false, false],
        ];
    }

    /** @param array<string, string> $columns */
    #[DataProvider('rows')]
    public function testWhatAPersonMayDo(array $columns, bool $resend, bool $override): void
    {
        $notification = Rows::row($columns);
        self::assertSame($resend, $notification->canResend());
        self::assertSame($override, $notification->canOverride());
    }

    public function testIsReadFromTextAsTheDatabaseGivesIt(): void
    {
        $notification = Rows::row(['id' => '12', 'order_id' => '1234', 'attempts' => '3', 'needs_check' => '1', 'next_attempt_at' => '1700000060', 'params' => '{"a":"b","n":7,"x":[1]}']);

        self::assertSame([12, 1234, 3, true, 1_700_000_060], [$notification->id, $notification->orderId, $notification->attempts, $notification->needsCheck, $notification->nextAttemptAt]);
        self::assertSame(['a' => 'b', 'n' => '7', 'x' => ''], $notification->params);
        self::assertSame('10021', $notification->message->telarisOrder);
        self::assertNull($notification->shopNumber);
    }

    public function testAnAttemptUnderWayHasNoCodeAndNoEnd(): void
    {
        $row = ['id' => '1', 'notification_id' => '2', 'cause' => 'retry', 'phase' => 'completing', 'params' => '{}', 'started_ms' => '1700000000123'];
        $attempt = Attempt::fromRow(new Row($row));

        self::assertSame([AttemptTrigger::Retry, AttemptPhase::Completing, null, null, null], [$attempt->trigger, $attempt->phase, $attempt->code, $attempt->finishedMs, $attempt->userId]);
        self::assertSame(1_700_000_000_123, $attempt->startedMs);
        self::assertSame(ResultCode::Completed, Attempt::fromRow(new Row(['code' => 'completed'] + $row))->code);
    }
}
