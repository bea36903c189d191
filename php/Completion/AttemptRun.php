<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\OrderState;

defined('ABSPATH') || exit;

/** One attempt while it runs. A listener may begin another one inside it, so nothing of this is kept anywhere else. */
final class AttemptRun
{
    /** The order that it holds. */
    public ?OrderLease $lease = null;

    /** The lease was taken over, and it is not known yet what became of the attempt before: it is left to expire again. */
    public bool $isTakeoverUnclear = false;

    /** What the database said of its order, read last. */
    public ?OrderState $state = null;

    /** It linked the order, so that other notifications may be applied. */
    public bool $madeLink = false;

    /** What becomes of the customer's email that it noted; null where it noted none. */
    public EmailState|EmailSkipReason|null $email = null;

    /** Its order, where that was loaded with others and its email is noted; null where it works alone. */
    public ?PreparedOrder $prepared = null;

    public function __construct(
        public readonly int $attemptId,
        public readonly Notification $notification,
        public readonly AttemptTrigger $trigger,
        public readonly AttemptOptions $options,
    ) {
    }

    /** Whether a person asked for it, whose choices about the email count. */
    public function isByPerson(): bool
    {
        return $this->trigger->isPerson() || $this->options->userId !== null;
    }

    /** The lease, where what became of this attempt may be recorded under it. */
    public function ownLease(): ?OrderLease
    {
        return $this->isTakeoverUnclear ? null : $this->lease;
    }
}
