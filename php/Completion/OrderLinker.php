<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\OrderState;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\LinkRepository;

defined('ABSPATH') || exit;

/** Links an order to the Telaris order of a notification that is about to be applied to it. */
final class OrderLinker
{
    public function __construct(private readonly OrderResolver $resolver, private readonly LinkRepository $links)
    {
    }

    /** @return Outcome|null Why the link could not be made; null when it is there. */
    public function link(AttemptRun $run, OrderState $state): ?Outcome
    {
        $telarisOrder = $run->notification->message->orderInTelaris();
        if ($telarisOrder === null || $state->orderId === null || $state->telarisOrder?->covers($telarisOrder) === true) {
            return null;
        }
        $isMade = $state->telarisOrder === null
            ? $this->links->makeAll([$state->orderId => $telarisOrder], LinkRepository::FROM_NOTIFICATION) === 1
            : $this->links->addCompany($state->orderId, $telarisOrder);
        if (! $isMade) {
            // Somebody else linked one of the two just now.
            return $this->resolver->mismatch($state->orderId, $telarisOrder)
                ?? Outcome::of(ResultCode::InProgress);
        }
        $run->madeLink = true;
        return null;
    }
}
