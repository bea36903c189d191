<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What the database says of one order at one moment: its status, and all that we keep of it. */
final class OrderState
{
    /**
     * @param int|null $orderId The order that a message is about; null where it names none and no link leads to one.
     * @param string|null $status Without "wc-"; null where the id is no order of the shop.
     * @param TelarisOrder|null $telarisOrder The one that it is linked to.
     * @param int|null $linkedOrderId The order that the message's Telaris order is linked to.
     * @param int $completions How often its Completed hooks began, no matter who changed the status.
     * @param bool $isSameCompletion Whether these hooks began within the last minute, and no hook told that the order left Completed since. Where its status is another nevertheless, an update was lost.
     * @param int|null $leaseAttempt The attempt that holds the order, or that held it and died.
     * @param bool $isLinkAwaited Whether failed notifications wait for the message's Telaris order to be linked.
     * @param bool $hasOthers Whether another notification is about the order, that a change of its status may mean something for.
     * @param bool|null $isInTransaction Whether a transaction is open on the connection; null where the database does not tell.
     * @param string|null $modifiedAt When the order was last saved, in GMT as the database writes it.
     */
    public function __construct(
        public readonly ?int $orderId,
        public readonly ?string $status,
        public readonly ?TelarisOrder $telarisOrder,
        public readonly ?int $linkedOrderId,
        public readonly bool $isLinkedByHand,
        public readonly ?string $invoiceNumber,
        public readonly bool $completedByUs,
        public readonly int $completions,
        public readonly bool $isSameCompletion,
        public readonly ?string $leaseToken,
        public readonly ?int $leaseAttempt,
        public readonly bool $isLeaseExpired,
        public readonly ?EmailState $email,
        public readonly bool $isLinkAwaited,
        public readonly bool $hasOthers,
        public readonly ?bool $isInTransaction,
        public readonly ?string $modifiedAt,
    ) {
    }

    public function isHeldBy(OrderLease $lease): bool
    {
        return $this->leaseToken === $lease->token;
    }

    public function record(): CompletionRecord
    {
        return new CompletionRecord($this->invoiceNumber, $this->completedByUs, $this->isLinkedByHand);
    }
}
