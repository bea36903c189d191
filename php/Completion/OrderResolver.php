<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\OrderState;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\OrderStateQuery;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Finds the order that a message is about. The number the customer sees never selects one. */
final class OrderResolver
{
    public function __construct(
        private readonly OrderStateQuery $orderStates,
        private readonly LinkRepository $links,
        private readonly Settings $settings,
    ) {
    }

    /** @return int|null The order's id that Telaris keeps from the import; 0 for a number that no id can be. */
    public static function reference(Message $message): ?int
    {
        $reference = $message->integrationReference;
        return $reference === null ? null : (strlen($reference) > 18 ? 0 : (int) $reference);
    }

    /** @return int|Outcome The order's id, or why there is none. */
    public function of(Message $message): int|Outcome
    {
        $state = $this->orderStates->find(self::reference($message), $message->orderInTelaris());
        return $this->check($message, $state) ?? (int) $state->orderId;
    }

    /**
     * Whether a message may be applied to the order that it leads to.
     *
     * @param OrderState $state As OrderStateQuery found it for the message.
     * @return Outcome|null Why not; null where it may be applied.
     */
    public function check(Message $message, OrderState $state): ?Outcome
    {
        $telarisOrder = $message->orderInTelaris();
        if ($state->orderId === null) {
            return Outcome::of(ResultCode::MissingLink, ['telaris_order' => (string) $telarisOrder?->name()]);
        }
        if ($state->status === null) {
            return Outcome::of(ResultCode::OrderNotFound, ['id' => $message->integrationReference ?? (string) $state->orderId]);
        }
        if ($telarisOrder === null) {
            return null;
        }
        if ($state->linkedOrderId === null && $state->telarisOrder === null && $this->settings->requireLink()) {
            // The merchant wants links made beforehand: by the import, or by hand.
            return Outcome::of(ResultCode::MissingLink, ['telaris_order' => $telarisOrder->name()]);
        }
        return self::compare($state->orderId, $telarisOrder, $state->telarisOrder, $state->linkedOrderId);
    }

    /** Whether one of the two is linked to another, as the database has it now. */
    public function mismatch(int $orderId, TelarisOrder $telarisOrder): ?Outcome
    {
        return self::compare($orderId, $telarisOrder, $this->links->telarisOrderOf($orderId), $this->links->orderOf($telarisOrder));
    }

    /**
     * @param TelarisOrder|null $other The one that the order is linked to.
     * @param int|null $linked The order that the Telaris order is linked to.
     */
    private static function compare(int $orderId, TelarisOrder $telarisOrder, ?TelarisOrder $other, ?int $linked): ?Outcome
    {
        if ($other !== null && ! $other->fits($telarisOrder)) {
            return new Outcome(
                ResultCode::LinkMismatch,
                ['id' => (string) $orderId, 'other' => $other->name(), 'telaris_order' => $telarisOrder->name()],
                $orderId
            );
        }
        if ($linked !== null && $linked !== $orderId) {
            return new Outcome(
                ResultCode::LinkMismatch,
                ['id' => (string) $orderId, 'other_id' => (string) $linked, 'telaris_order' => $telarisOrder->name()],
                $orderId
            );
        }
        return null;
    }
}
