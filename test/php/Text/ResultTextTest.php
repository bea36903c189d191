<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Text;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Text\ResultText;

final class ResultTextTest extends TestCase
{
    /** The parameters that the one path gives with each code. */
    private const PARAMS = [
        'not_synced' => ['type' => 'order.cancelled'],
        'missing_link' => ['telaris_order' => '10021'],
        'order_not_found' => ['id' => '1234'],
        'link_mismatch' => ['id' => '1234', 'other' => '10099', 'telaris_order' => '10021'],
        'status_not_allowed' => ['status' => 'cancelled', 'overridable' => 'yes'],
        'invoice_mismatch' => ['number' => '50012', 'other' => '50013'],
        'reverted' => ['status' => 'on-hold', 'who' => 'Klarna'],
    ];

    private ResultText $sentences;

    protected function setUp(): void
    {
        parent::setUp();
        $this->sentences = new ResultText();
    }

    /**
     * What people read, word for word: the table of screen.md.
     *
     * @return array<string, array{string, string, string, string}> Code, heading, sentence, what to do.
     */
    public static function table(): array
    {
        $soon = 'It tries again within a minute.';
        $wait = 'Nothing yet. If it goes on, show the details to whoever runs the site.';
        $rows = [
            ['completed', 'Completed', 'Set to Completed.', ''],
            ['already_completed', 'Completed', 'It was Completed already; nothing was changed.', ''],
            ['not_synced', 'Cancelled in Telaris', 'The order was cancelled in Telaris. The order here was not changed.', 'Cancel it here too if that is what you want.'],
            ['partially_invoiced', 'Not invoiced yet', 'Only part of the order is invoiced in Telaris.', 'Nothing: it is completed when the rest is invoiced.'],
            ['credit_note', 'Credit note', 'A credit note was made in Telaris. The order was not changed.', 'Refund in WooCommerce if the customer is to have the money back.'],
            ['missing_link', 'Link missing', 'No WooCommerce order is linked to Telaris order 10021.', 'Link it to an order here; it is then completed by itself.'],
            ['order_not_found', 'Link missing', 'Telaris refers to order 1234, which is not in this shop.', "Was the order deleted, or does Telaris call another shop's address? Link the right order."],
            ['link_mismatch', 'Wrong link', 'Order 1234 is linked to Telaris order 10099, but 10021 was invoiced.', 'Check which is right in Telaris, then correct the link.'],
            ['status_not_allowed', 'Order blocked', 'The order had the status "Cancelled". Such orders are not completed automatically.', 'If it is to be Completed all the same, re-send and tick "Complete anyway".'],
            ['invoice_mismatch', 'Order blocked', 'The order already has invoice 50012; Telaris now sent 50013.', 'Compare in Telaris, then re-send and tick "Complete anyway" if the new one is right.'],
            ['reverted', 'Order blocked', 'The order was set to Completed, then Klarna put it back to On hold.', 'Usually a payment that was not captured: capture it on the order, then re-send.'],
            ['save_unconfirmed', 'Needs a check', "The shop could not save the change. $soon", $wait],
            ['internal_error', 'Needs a check', "The shop could not save the change. $soon", $wait],
            ['in_progress', 'Needs a check', "Another change to this order was under way. $soon", ''],
            ['side_effects_uncertain', 'Needs a check', 'The order is Completed, but the shop stopped in the middle: emails or payment capture may not have run.', 'Look at the order: email, payment, stock. Then mark as checked.'],
            ['email_unknown', 'Needs a check', 'The order is Completed; whether the customer got the email is not known.', 'Resend the email from the order if needed. Then mark as checked.'],
        ];
        return array_combine(array_column($rows, 0), $rows);
    }

    #[DataProvider('table')]
    public function testMatchesTheTable(string $value, string $heading, string $sentence, string $whatToDo): void
    {
        $code = ResultCode::from($value);
        $params = self::PARAMS[$value] ?? [];
        $next = $code->isRetryable() ? time() + 30 : null;

        self::assertSame($heading, $this->sentences->label($code, $params));
        self::assertSame($sentence, $this->sentences->sentence($code, $params, $next));
        self::assertSame($whatToDo, $this->sentences->whatToDo($code, $params, $next !== null));
    }

    public function testEveryCodeHasASentenceWithoutLeftovers(): void
    {
        foreach (ResultCode::cases() as $code) {
            foreach ([self::PARAMS[$code->value] ?? [], []] as $params) {
                foreach ([null, time() - 5, time() + 30, time() + 7_000] as $next) {
                    $said = $this->sentences->sentence($code, $params, $next) . $this->sentences->whatToDo($code, $params, $next !== null);
                    self::assertStringEndsWith('.', $this->sentences->sentence($code, $params, $next), $code->value);
                    self::assertDoesNotMatchRegularExpression('/%\d*\$?[sd]|\{\w+\}/', $said, $code->value);
                }
            }
        }
    }

    public function testEveryHeadingHasAName(): void
    {
        $names = array_map($this->sentences->heading(...), ResultCategory::cases());
        self::assertSame(count($names), count(array_unique(array_filter($names))));
    }

    public function testNamesTheTimeOfTheNextRetry(): void
    {
        $when = fn (int $seconds): string => $this->sentences->sentence(ResultCode::InternalError, [], time() + $seconds);

        self::assertStringContainsString('It tries again within a minute.', $when(60));
        self::assertStringContainsString('It tries again in 5 minutes.', $when(300));
        self::assertStringContainsString('It tries again in 3 hours.', $when(10_800));
    }

    public function testWithoutAnotherTryAPersonHasSomethingToDo(): void
    {
        foreach ([ResultCode::SaveUnconfirmed, ResultCode::InternalError, ResultCode::InProgress] as $code) {
            self::assertStringNotContainsString('tries again', $this->sentences->sentence($code, []));
            self::assertStringContainsString('Re-send', $this->sentences->whatToDo($code, [], false));
        }
    }

    public function testTheOtherWaysOfAMismatch(): void
    {
        self::assertSame(
            'Telaris order 10021 is linked to order 1240, but order 1234 was named.',
            $this->sentences->sentence(ResultCode::LinkMismatch, ['id' => '1234', 'other_id' => '1240', 'telaris_order' => '10021'])
        );
        self::assertSame(
            'Order 1234 is linked to Telaris order 10099, but was imported as 10021.',
            $this->sentences->sentence(ResultCode::LinkMismatch, ['id' => '1234', 'other' => '10099', 'telaris_order' => '10021', 'by' => 'import'])
        );
        self::assertSame(
            'Order 203 has the number 9001, but Telaris means the order with the number 203.',
            $this->sentences->sentence(ResultCode::LinkMismatch, ['id' => '203', 'number' => '9001', 'other_number' => '203'])
        );
        self::assertSame('The order is in SEK; the invoice is in NOK.', $this->sentences->sentence(ResultCode::InvoiceMismatch, ['currency' => 'SEK', 'other' => 'NOK']));
        self::assertSame('The order was set to Completed, then it was put back to On hold.', $this->sentences->sentence(ResultCode::Reverted, ['status' => 'on-hold']));
    }

    public function testAnUnknownStatusIsShownAsItIs(): void
    {
        $say = fn (string $status): string => $this->sentences->sentence(ResultCode::StatusNotAllowed, ['status' => $status]);
        self::assertSame('The order had the status "in-transit-to-cust", which no active plug-in knows. Such orders are not completed automatically.', $say('in-transit-to-cust'));
        self::assertStringStartsWith('The order had no status', $say(''));
        self::assertStringStartsWith('The order had the status "In the oven".', $say('in-the-oven'));
        self::assertStringStartsWith('The order was in the trash.', $say('trash'));
    }

    public function testTellsApartWhatChangesNoOrder(): void
    {
        $label = fn (ResultCode $code, string $type): string => $this->sentences->label($code, ['type' => $type]);
        self::assertSame('Cancelled in Telaris', $label(ResultCode::NotSynced, 'order.cancelled'));
        self::assertSame('Credit note', $label(ResultCode::NotSynced, 'order.credited'));
        self::assertSame('Credit note', $label(ResultCode::CreditNote, 'order.invoiced'));
        self::assertSame('Not invoiced yet', $label(ResultCode::PartiallyInvoiced, 'order.partially_invoiced'));
        self::assertSame('Nothing to do', $label(ResultCode::NotSynced, 'order.packed'));
        self::assertSame('Telaris reported another change. Only invoicing is synchronised.', $this->sentences->sentence(ResultCode::NotSynced, ['type' => 'order.packed']));
        self::assertStringStartsWith('A credit note', $this->sentences->sentence(ResultCode::NotSynced, ['type' => 'order.credited']));
    }

    public function testWhatStandsAgainstItNowIsSaidOfNow(): void
    {
        self::assertSame(
            'The order has the status "Cancelled" now. Such orders are not completed automatically.',
            $this->sentences->against(ResultCode::StatusNotAllowed, ['status' => 'cancelled'])
        );
        self::assertSame('The order was in the trash. Such orders are not completed automatically.', $this->sentences->against(ResultCode::StatusNotAllowed, ['status' => 'trash']));
        self::assertSame($this->sentences->sentence(ResultCode::Reverted, []), $this->sentences->against(ResultCode::Reverted, []));
    }

    public function testNamesWhoDidItAndWhen(): void
    {
        update_option('date_format', 'Y-m-d');
        update_option('time_format', 'H:i');
        $params = ['status' => 'processing', 'was' => 'cancelled', 'by' => 'Nina', 'at' => '1795752000', 'reason' => 'a test order'];
        $say = fn (ResultCode $code, array $without = []): string => $this->sentences->sentence($code, array_diff_key($params, array_flip($without)));
        self::assertSame('Completed by Nina on 2026-11-27 04:00.', $say(ResultCode::AlreadyCompleted));
        self::assertSame('Completed in the shop, which was seen on 2026-11-27 04:00.', $say(ResultCode::AlreadyCompleted, ['by']));
        self::assertSame('It was Completed already; nothing was changed.', $say(ResultCode::AlreadyCompleted, ['by', 'at']));
        self::assertSame('The order was set to Completed; it was put back to Processing by Nina on 2026-11-27 04:00.', $say(ResultCode::PutBack));
        self::assertSame('The order was set to Completed; it was put back to Processing, which was seen on 2026-11-27 04:00.', $say(ResultCode::PutBack, ['by']));
        self::assertSame('The order was Cancelled when it was invoiced. It is Processing now and can be completed.', $say(ResultCode::Ready));
        self::assertSame('Dismissed by Nina on 2026-11-27 04:00, because: "a test order".', $say(ResultCode::Dismissed));
    }

    public function testWhatCannotBeOverriddenIsNotOffered(): void
    {
        $say = $this->sentences->whatToDo(ResultCode::StatusNotAllowed, ['status' => 'trash', 'overridable' => 'no'], false);
        self::assertStringNotContainsString('Complete anyway', $say);
        self::assertStringContainsString('Restore', $say);
    }

    public function testStatusesHaveWooCommercesNames(): void
    {
        self::assertSame('On hold', $this->sentences->status('on-hold'));
        self::assertSame('In the oven', $this->sentences->status('in-the-oven'));
        self::assertSame('in the trash', $this->sentences->status('trash'));
        foreach (['draft', 'auto-draft', 'checkout-draft'] as $draft) {
            self::assertSame('a draft', $this->sentences->status($draft));
        }
    }

    public function testWhatTelarisSentIsNeverAFormat(): void
    {
        self::assertSame(
            'No WooCommerce order is linked to Telaris order %s %d.',
            $this->sentences->sentence(ResultCode::MissingLink, ['telaris_order' => '%s %d'])
        );
    }
}
