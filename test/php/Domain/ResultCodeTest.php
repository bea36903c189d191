<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Domain;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Connection\AuthFailure;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Test\TestEnvironment;
use TelarisForWooCommerce\Test\TestCase;

final class ResultCodeTest extends TestCase
{
    /**
     * What Telaris, the history and a person are told: the table of the design.
     *
     * @return iterable<string, array{string, int, string, string, bool, bool}> Code, HTTP status, state, heading, replayed, retryable.
     */
    public static function codes(): iterable
    {
        $table = [
            ['received', 409, 'pending', 'needs_check', false, true],
            ['held', 202, 'pending', 'held', true, false],
            ['completed', 200, 'completed', 'completed', true, false],
            ['already_completed', 200, 'completed', 'completed', true, false],
            ['side_effects_uncertain', 200, 'completed', 'needs_check', true, false],
            ['email_unknown', 200, 'completed', 'needs_check', true, false],
            ['put_back', 200, 'completed', 'needs_check', true, false],
            ['dismissed', 200, 'ignored', 'dismissed', true, false],
            ['not_synced', 200, 'ignored', 'not_invoiced', true, false],
            ['partially_invoiced', 200, 'ignored', 'not_invoiced', true, false],
            ['credit_note', 200, 'ignored', 'not_invoiced', true, false],
            ['order_not_found', 404, 'failed', 'link_missing', false, false],
            ['missing_link', 409, 'failed', 'link_missing', false, false],
            ['link_mismatch', 409, 'failed', 'link_missing', false, false],
            ['status_not_allowed', 409, 'failed', 'order_blocked', false, false],
            ['ready', 409, 'failed', 'order_blocked', false, false],
            ['invoice_mismatch', 409, 'failed', 'order_blocked', false, false],
            ['reverted', 409, 'failed', 'order_blocked', true, false],
            ['in_progress', 409, 'pending', 'needs_check', false, true],
            ['save_unconfirmed', 503, 'pending', 'needs_check', false, true],
            ['internal_error', 503, 'pending', 'needs_check', false, true],
        ];
        foreach ($table as $row) {
            yield $row[0] => $row;
        }
    }

    #[DataProvider('codes')]
    public function testMatchesTheTable(string $value, int $http, string $state, string $heading, bool $replayed, bool $retryable): void
    {
        $code = ResultCode::from($value);
        self::assertSame($http, $code->httpStatus());
        self::assertSame($state, $code->state()->value);
        self::assertSame($heading, $code->heading()->value);
        self::assertSame($replayed, $code->isReplayed());
        self::assertSame($retryable, $code->isRetryable());
        self::assertSame($heading === 'link_missing', $code->waitsForLink());
        self::assertSame(in_array($value, ['side_effects_uncertain', 'email_unknown', 'put_back'], true), $code->needsCheck());
    }

    public function testTheTableListsEveryCode(): void
    {
        self::assertEqualsCanonicalizing(array_keys(iterator_to_array(self::codes())), array_column(ResultCode::cases(), 'value'));
    }

    public function testTheContractListsThemAll(): void
    {
        // These two are answers, never rows of the history; `not_attempted` says that there is none yet.
        $answersOnly = ['linked', 'pong', 'not_attempted'];
        self::assertEqualsCanonicalizing(
            array_column(ResultCode::cases(), 'value'),
            array_values(array_diff(self::contract('Code'), $answersOnly, array_column(AuthFailure::cases(), 'value')))
        );
        self::assertContains('linked', self::contract('Code'));
        self::assertContains('pong', self::contract('Code'));
    }

    public function testTheContractListsTheOtherEnums(): void
    {
        self::assertSame(array_column(NotificationStatus::cases(), 'value'), self::contract('State'));
        self::assertEqualsCanonicalizing(array_column(ResultCategory::cases(), 'value'), self::contract('Heading'));
        self::assertEqualsCanonicalizing(array_column(AttemptTrigger::cases(), 'value'), self::contract('Trigger'));
    }

    public function testOnlyAPersonMayRepeatWhatMustNotRepeatItself(): void
    {
        $persons = array_filter(AttemptTrigger::cases(), static fn (AttemptTrigger $trigger): bool => $trigger->isPerson());
        self::assertSame(['resend', 'cli'], array_values(array_column($persons, 'value')));
    }

    public function testEveryCodeFitsItsColumn(): void
    {
        foreach (ResultCode::cases() as $code) {
            self::assertLessThanOrEqual(40, strlen($code->value));
            self::assertLessThanOrEqual(20, strlen($code->heading()->value));
            self::assertLessThanOrEqual(12, strlen($code->state()->value));
        }
    }

    /** @return list<string> */
    private static function contract(string $name): array
    {
        $document = json_decode((string) file_get_contents(TestEnvironment::plugin() . '/openapi.json'), true, 512, JSON_THROW_ON_ERROR);
        return $document['components']['schemas'][$name]['enum'];
    }
}
