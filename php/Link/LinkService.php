<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Link;

use LogicException;
use TelarisForWooCommerce\Completion\CompletionGuard;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Completion\OrderResolver;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WC_Order;

defined('ABSPATH') || exit;

/** Makes links, and applies what waited for them. */
final class LinkService
{
    public function __construct(
        private readonly LinkRepository $links,
        private readonly OrderResolver $resolver,
        private readonly OrderStatusReader $statusReader,
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly CompletionGuard $guard,
    ) {
    }

    /**
     * The link that the import into Telaris makes.
     *
     * @return Outcome|null Why there is none; null when it is made, or was there.
     */
    public function import(Message $message): ?Outcome
    {
        $orderId = (int) OrderResolver::reference($message);
        $refused = $this->otherOrder($orderId, $message);
        if ($refused !== null) {
            return $refused;
        }
        $telarisOrder = self::telarisOrder($message);
        if (! $this->links->make($orderId, $telarisOrder, LinkRepository::FROM_IMPORT) && ! $this->links->addCompany($orderId, $telarisOrder)) {
            return $this->importMismatch($orderId, $telarisOrder) ?? Outcome::of(ResultCode::InProgress);
        }
        $this->applyWaiting($telarisOrder, new AttemptOptions());
        return null;
    }

    /** @return Outcome|null Why the import would make no link. */
    public function previewImport(Message $message): ?Outcome
    {
        $orderId = (int) OrderResolver::reference($message);
        return $this->otherOrder($orderId, $message) ?? $this->importMismatch($orderId, self::telarisOrder($message));
    }

    private static function telarisOrder(Message $message): TelarisOrder
    {
        return $message->orderInTelaris() ?? throw new LogicException('A message that links names both orders.');
    }

    /** Where there is no such order, or it has another number than the one that was imported. */
    private function otherOrder(int $orderId, Message $message): ?Outcome
    {
        if ($this->statusReader->read($orderId) === null) {
            return Outcome::of(ResultCode::OrderNotFound, ['id' => (string) $message->integrationReference]);
        }
        $order = $message->orderNumber === null ? null : wc_get_order($orderId);
        return $order instanceof WC_Order && ! $this->links->isByHand($orderId) ? $this->guard->number($order, $message) : null;
    }

    private function importMismatch(int $orderId, TelarisOrder $telarisOrder): ?Outcome
    {
        $mismatch = $this->resolver->mismatch($orderId, $telarisOrder);
        return $mismatch === null ? null : new Outcome($mismatch->code, $mismatch->params + ['by' => 'import'], $orderId);
    }

    /**
     * A link that a person makes or corrects.
     *
     * @param bool $replace Takes away a link that either side has.
     * @param AttemptOptions $options For what is completed by it.
     * @return list<Notification>|Outcome What waited for the link, as it is now; or why the link was not made.
     */
    public function byHand(int $orderId, TelarisOrder $telarisOrder, bool $replace, AttemptOptions $options): array|Outcome
    {
        if ($this->statusReader->read($orderId) === null) {
            return Outcome::of(ResultCode::OrderNotFound, ['id' => (string) $orderId]);
        }
        $mismatch = $this->resolver->mismatch($orderId, $telarisOrder);
        if ($mismatch !== null && ! $replace) {
            return $mismatch;
        }
        $before = $this->links->telarisOrderOf($orderId);
        if ($before?->covers($telarisOrder) === true) {
            // Which company it is stays known.
            $telarisOrder = $before;
        }
        $linked = $this->links->orderOf($telarisOrder);
        if ($linked !== null && $linked !== $orderId) {
            $this->links->remove($linked);
        }
        if (! $this->links->replace($orderId, $telarisOrder, LinkRepository::BY_HAND)) {
            return $this->resolver->mismatch($orderId, $telarisOrder)
                ?? Outcome::of(ResultCode::InProgress);
        }
        return $this->applyWaiting($telarisOrder, $options);
    }

    /** @return list<Notification> */
    private function applyWaiting(TelarisOrder $telarisOrder, AttemptOptions $options): array
    {
        $applied = [];
        foreach ($this->notifications->waitingForLink($telarisOrder) as $notification) {
            $applied[] = $this->completion->apply($notification, AttemptTrigger::Link, $options);
        }
        return $applied;
    }
}
