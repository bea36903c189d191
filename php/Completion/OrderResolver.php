<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

defined('ABSPATH') || exit;

/** Finds the order that a message is about. The number the customer sees never selects one. */
final class OrderResolver
{
    public function __construct(private readonly LinkRepository $links, private readonly OrderStatusReader $statusReader, private readonly Settings $settings)
    {
    }

    /**
     * @return int|Outcome The order's id, or why there is none.
     * @throws DatabaseError
     */
    public function of(Message $message): int|Outcome
    {
        $telarisOrder = (string) $message->telarisOrder;
        $linked = $message->telarisOrder === null ? null : $this->links->orderOf($telarisOrder);
        // A person who linked the order by hand knew better than the reference that Telaris keeps.
        $byHand = $linked !== null && $this->links->isByHand($linked);
        $orderId = $byHand || $message->integrationReference === null ? $linked : self::id($message->integrationReference);

        if ($orderId === null) {
            return Outcome::of(ResultCode::MissingLink, ['telaris_order' => $telarisOrder]);
        }
        if ($orderId === 0 || $this->statusReader->read($orderId) === null) {
            return Outcome::of(ResultCode::OrderNotFound, ['id' => $message->integrationReference ?? (string) $orderId]);
        }
        if ($message->telarisOrder !== null && $linked === null && $this->settings->requireLink() && $this->links->telarisOrderOf($orderId) === null) {
            // The merchant wants links made beforehand: by the import, or by hand.
            return Outcome::of(ResultCode::MissingLink, ['telaris_order' => $telarisOrder]);
        }
        return ($message->telarisOrder === null ? null : $this->mismatch($orderId, $telarisOrder, $linked)) ?? $orderId;
    }

    /** @throws DatabaseError */
    public function mismatch(int $orderId, string $telarisOrder, ?int $linked): ?Outcome
    {
        $other = $this->links->telarisOrderOf($orderId);
        if ($other !== null && $other !== $telarisOrder) {
            return new Outcome(
                ResultCode::LinkMismatch,
                ['id' => (string) $orderId, 'other' => $other, 'telaris_order' => $telarisOrder],
                $orderId
            );
        }
        if ($linked !== null && $linked !== $orderId) {
            return new Outcome(
                ResultCode::LinkMismatch,
                ['id' => (string) $orderId, 'other_id' => (string) $linked, 'telaris_order' => $telarisOrder],
                $orderId
            );
        }
        return null;
    }

    /** @return int 0 for a number that no id can be. */
    private static function id(string $reference): int
    {
        return strlen($reference) > 18 ? 0 : (int) $reference;
    }
}
