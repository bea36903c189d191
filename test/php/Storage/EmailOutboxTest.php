<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\PendingEmail;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Test\TestCase;

final class EmailOutboxTest extends TestCase
{
    private EmailOutbox $outbox;

    protected function setUp(): void
    {
        parent::setUp();
        $this->outbox = new EmailOutbox($this->database);
    }

    public function testAHeldEmailIsDueOnceTheOrderIsCompleted(): void
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', false);
        self::assertSame([], $this->outbox->due(10));
        $this->outbox->settle(100, EmailState::Due);
        self::assertEquals([new PendingEmail(1, 10, false, 'on-hold')], $this->outbox->due(10));
    }

    public function testTheEmailOfAnOrderThatWasNotCompletedIsSkipped(): void
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', false);
        $this->outbox->settle(100, EmailState::Skipped);
        $this->outbox->settle(100, EmailState::Due);
        self::assertSame([], $this->outbox->due(10));
    }

    public function testASkippedEmailIsHeldAgainByTheNextAttempt(): void
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', false);
        $this->outbox->settle(100, EmailState::Skipped);
        $this->outbox->hold(1, 11, 110, 'on-hold', true);
        $this->outbox->settle(110, EmailState::Due);
        self::assertEquals([new PendingEmail(1, 11, true, 'on-hold')], $this->outbox->due(10));
    }

    public function testAPersonsChoiceAboutTheEmailHoldsForTheNextRetry(): void
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', true);
        $this->outbox->settle(100, EmailState::Skipped);
        $this->outbox->hold(1, 10, 100, 'on-hold', null);
        $this->outbox->settle(100, EmailState::Due);
        self::assertEquals([new PendingEmail(1, 10, true, 'on-hold')], $this->outbox->due(10));
    }

    public function testWhatWasCutOffIsHeldUntilAPersonDecides(): void
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', false);
        $this->outbox->settle(100, EmailState::Held);
        self::assertSame([], $this->outbox->due(10));
        self::assertSame(EmailState::Held, $this->outbox->stateOf(1));

        self::assertTrue($this->outbox->release(1, true));
        self::assertCount(1, $this->outbox->due(10));
        self::assertFalse($this->outbox->release(1, true), 'Once.');
    }

    public function testAnotherAttemptDoesNotDecideAboutTheEmailOfTheNext(): void
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', false);
        $this->outbox->hold(1, 11, 110, 'processing', false);
        $this->outbox->settle(100, EmailState::Due);
        self::assertSame([], $this->outbox->due(10));
        $this->outbox->settle(110, EmailState::Due);
        self::assertEquals([new PendingEmail(1, 11, false, 'processing')], $this->outbox->due(10));
    }

    public function testOneOfManyClaimsAnEmail(): void
    {
        $email = $this->due();
        self::assertNotNull($this->outbox->claim($email));
        self::assertNull($this->outbox->claim($email));
        self::assertSame([], $this->outbox->due(10));
    }

    /** @return array<string, array{string, bool}> State, held again by another completion. */
    public static function ends(): array
    {
        return [
            'sent' => ['sent', false],
            'nobody knows' => ['unknown', false],
            'left out on request' => ['silent', true],
            'none was to be sent' => ['skipped', true],
        ];
    }

    #[DataProvider('ends')]
    public function testACustomerWhoHadTheEmailGetsNoOther(string $state, bool $again): void
    {
        $email = $this->due();
        $this->outbox->mark($email, (string) $this->outbox->claim($email), EmailState::from($state));
        $this->outbox->hold(1, 12, 120, 'on-hold', false);
        $this->outbox->settle(120, EmailState::Due);
        self::assertCount($again ? 1 : 0, $this->outbox->due(10));
    }

    public function testOnlyTheClaimantMarks(): void
    {
        $email = $this->due();
        $claim = (string) $this->outbox->claim($email);
        $this->outbox->mark($email, str_repeat('0', 32), EmailState::Skipped);
        self::assertSame('sending', $this->state());
        $this->outbox->mark($email, $claim, EmailState::Sent);
        self::assertSame('sent', $this->state());
    }

    public function testAClaimWhoseHolderNeverCameBackIsFound(): void
    {
        $email = $this->due();
        $claim = (string) $this->outbox->claim($email);
        self::assertSame([], $this->outbox->abandoned(), 'Not before its time.');
        $this->database->execute('UPDATE {outbox} SET updated_at = updated_at - 601');

        self::assertEquals([$claim => $email], $this->outbox->abandoned());
        self::assertSame('sending', $this->state(), 'Until somebody is told.');
        $this->outbox->mark($email, $claim, EmailState::Unknown);
        self::assertSame([], $this->outbox->abandoned());
        self::assertSame([], $this->outbox->due(10));
    }

    private function due(): PendingEmail
    {
        $this->outbox->hold(1, 10, 100, 'on-hold', false);
        $this->outbox->settle(100, EmailState::Due);
        return $this->outbox->due(1)[0];
    }

    private function state(): ?string
    {
        return $this->database->row('SELECT state FROM {outbox}')?->text('state');
    }
}
