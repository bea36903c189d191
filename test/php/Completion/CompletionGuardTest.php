<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Completion;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Completion\CompletionGuard;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\CompletionRecord;
use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\TestCase;

final class CompletionGuardTest extends TestCase
{
    private CompletionGuard $guard;

    protected function setUp(): void
    {
        parent::setUp();
        $this->guard = new CompletionGuard(new Settings());
    }

    /** @return array<string, array{string, bool, bool}> Status, completed by itself, a person may override. */
    public static function statuses(): array
    {
        return [
            'processing' => ['processing', true, true],
            'on hold' => ['on-hold', true, true],
            'pending payment' => ['pending', false, true],
            'failed' => ['failed', false, true],
            'cancelled' => ['cancelled', false, true],
            'refunded' => ['refunded', false, true],
            'of another plug-in' => ['in-the-oven', false, true],
            'trashed' => ['trash', false, false],
            'a draft' => ['auto-draft', false, false],
            'a draft of the checkout' => ['checkout-draft', false, false],
            'of a plug-in that is gone' => ['vanished', false, true],
            'nothing' => ['', false, true],
        ];
    }

    #[DataProvider('statuses')]
    public function testStatuses(string $status, bool $byItself, bool $overridable): void
    {
        foreach ([false, true] as $person) {
            $outcome = $this->check($status, person: $person);
            if ($byItself) {
                self::assertNull($outcome);
                continue;
            }
            self::assertSame(ResultCode::StatusNotAllowed, $outcome?->code);
            self::assertSame(['status' => $status, 'overridable' => $overridable ? 'yes' : 'no'], $outcome->params);
        }
        self::assertSame($overridable, $this->check($status, new AttemptOptions(completeAnyway: true), person: true) === null);
    }

    public function testAMerchantChoosesTheStatuses(): void
    {
        update_option('telaris_for_woocommerce_settings', ['completes_from' => ['pending']]);

        self::assertNull($this->check('pending'));
        self::assertSame(ResultCode::StatusNotAllowed, $this->check('processing')?->code);
    }

    public function testAnotherPluginFiltersTheStatuses(): void
    {
        add_filter('telaris_for_woocommerce_completes_from', static fn (array $statuses): array => [...$statuses, 'in-the-oven', 7]);

        self::assertNull($this->check('in-the-oven'));
        self::assertNull($this->check('processing'));
    }

    public function testANonsensicalFilterLeavesTheDefault(): void
    {
        add_filter('telaris_for_woocommerce_completes_from', '__return_null');
        self::assertNull($this->check('on-hold'));
        self::assertNotNull($this->check('cancelled'));
    }

    public function testWhatWeCompletedOnceIsNotCompletedAgainAutomatically(): void
    {
        $record = new CompletionRecord('50012', true);
        $outcome = $this->check('on-hold', record: $record, invoice: new Invoice('50012'));

        self::assertSame(ResultCode::Reverted, $outcome?->code);
        self::assertSame(['status' => 'on-hold'], $outcome->params);
        self::assertNull($this->check('on-hold', record: $record, person: true), 'A person may.');
    }

    /** @return array<string, array{string, string, bool}> Shown, sent, whether they are the same. */
    public static function numbers(): array
    {
        return [
            'the same' => ['9001', '9001', true],
            'with a number sign' => ['9001', '#9001', true],
            'shown with a number sign' => ['#9001', '9001', true],
            'in another case, with spaces' => ['WC-9001-no', ' wc-9001-NO ', true],
            'of another order' => ['9001', '203', false],
            'without its prefix' => ['WC-9001', '9001', false],
            'without its suffix' => ['9001-NO', '9001', false],
            'with zeros before it' => ['9001', '09001', false],
            'nothing' => ['9001', ' # ', true],
        ];
    }

    #[DataProvider('numbers')]
    public function testTheNumberThatTheCustomerSeesIsACrossCheck(string $shown, string $sent, bool $same): void
    {
        add_filter('woocommerce_order_number', static fn (): string => $shown);
        foreach (['processing', 'cancelled'] as $status) {
            $outcome = $this->check($status, record: new CompletionRecord('50012', false), invoice: new Invoice('50013'), number: $sent);
            self::assertSame($same ? ResultCode::InvoiceMismatch : ResultCode::LinkMismatch, $outcome?->code);
            $same || self::assertSame([$shown, $sent], [$outcome->params['number'], $outcome->params['other_number']]);
        }
    }

    public function testAPersonMayOverrideTheOrderNumber(): void
    {
        add_filter('woocommerce_order_number', static fn (): string => '9001');

        self::assertNull($this->check('processing', record: new CompletionRecord(null, false, linkedByHand: true), number: '203'));
        self::assertNull($this->check('processing', new AttemptOptions(completeAnyway: true), number: '203', person: true));
        self::assertSame(ResultCode::LinkMismatch, $this->check('processing', number: '203', person: true)?->code);
    }

    public function testTheSameInvoiceIsNoFault(): void
    {
        self::assertNull($this->check('processing', record: new CompletionRecord('50012', false), invoice: new Invoice('50012', currency: 'NOK')));
    }

    public function testAnotherInvoiceIsAFaultForAPersonToo(): void
    {
        foreach ([false, true] as $person) {
            $outcome = $this->check('processing', record: new CompletionRecord('50012', false), invoice: new Invoice('50013'), person: $person);
            self::assertSame(ResultCode::InvoiceMismatch, $outcome?->code);
            self::assertSame(['number' => '50012', 'other' => '50013'], $outcome->params);
        }
    }

    public function testAnotherInvoiceWeighsMoreThanTheStatus(): void
    {
        $outcome = $this->check('cancelled', record: new CompletionRecord('50012', true), invoice: new Invoice('50013'));
        self::assertSame(ResultCode::InvoiceMismatch, $outcome?->code);
    }

    public function testInvoiceNumbersAreComparedAsText(): void
    {
        self::assertSame(ResultCode::InvoiceMismatch, $this->check('processing', record: new CompletionRecord('10', false), invoice: new Invoice('010'))?->code);
        self::assertSame(ResultCode::InvoiceMismatch, $this->check('processing', record: new CompletionRecord('1e1', false), invoice: new Invoice('10'))?->code);
    }

    public function testAnotherCurrencyIsAFaultWhereTheShopWantsThat(): void
    {
        self::assertNull($this->check('processing', invoice: new Invoice('50012', currency: 'SEK')));
        (new Settings())->choose(['invoice_check' => 'refuse']);
        $outcome = $this->check('processing', invoice: new Invoice('50012', currency: 'SEK'));
        self::assertSame(ResultCode::InvoiceMismatch, $outcome?->code);
        self::assertSame(['currency' => 'NOK', 'other' => 'SEK'], $outcome->params);
    }

    public function testWithoutAnInvoiceNothingIsCompared(): void
    {
        self::assertNull($this->check('processing', record: new CompletionRecord('50012', false)));
    }

    public function testCompleteAnywayOverridesAnInvoice(): void
    {
        $anyway = new AttemptOptions(completeAnyway: true);
        self::assertNull($this->check('processing', $anyway, new CompletionRecord('50012', true), new Invoice('50013', currency: 'SEK'), true));
        self::assertSame(ResultCode::StatusNotAllowed, $this->check('trash', $anyway, invoice: new Invoice('50013'), person: true)?->code);
    }

    private function check(
        string $status,
        AttemptOptions $options = new AttemptOptions(),
        CompletionRecord $record = new CompletionRecord(null, false),
        ?Invoice $invoice = null,
        bool $person = false,
        ?string $number = null
    ): ?Outcome {
        $message = new Message('msg_1', MessageType::Invoiced, null, '10021', '1234', $number, $invoice);
        return $this->guard->check(Order::make(random_int(1, PHP_INT_MAX)), $status, $message, $record, $options, $person);
    }
}
