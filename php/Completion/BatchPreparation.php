<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use LogicException;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Domain\OrderState;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\EmailOutbox;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\OrderLockRepository;
use TelarisForWooCommerce\Storage\OrderStateQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\WooCommerce\OrderLoader;
use Throwable;

defined('ABSPATH') || exit;

/**
 * Does for several attempts at once what each would do alone before its order's status is set: the lease, the guards,
 * the link, the note of the email. A crash after it leaves rows whose orders are simply not Completed yet.
 *
 * Whatever is not plain sailing is left out, and takes the way of a single message.
 */
final class BatchPreparation
{
    public function __construct(
        private readonly AttemptRepository $attempts,
        private readonly OrderLockRepository $locks,
        private readonly OrderStateQuery $orderStates,
        private readonly OrderResolver $resolver,
        private readonly OrderLoader $orderLoader,
        private readonly CompletionGuard $guard,
        private readonly LinkRepository $links,
        private readonly EmailOutbox $outbox,
    ) {
    }

    /**
     * @param non-empty-list<Notification> $notifications
     * @return list<AttemptRun> Those that hold their order and have noted its email; the caller begins them, or gives them back.
     */
    public function prepare(array $notifications, AttemptTrigger $trigger): array
    {
        $runs = $this->start($notifications, $trigger);
        $ready = [];
        try {
            $ready = $runs === [] ? [] : $this->load($runs);
            if ($ready !== []) {
                $this->link($ready);
                $this->note($ready);
            }
        } catch (Throwable $error) {
            $ready = [];
            throw $error;
        } finally {
            $this->giveBack(array_values(array_filter($runs, static fn (AttemptRun $run): bool => ! in_array($run, $ready, true))));
        }
        return $ready;
    }

    /**
     * Gives back what was prepared and is not begun.
     *
     * @param list<AttemptRun> $runs
     */
    public function giveBack(array $runs): void
    {
        if ($runs === []) {
            return;
        }
        $attemptIds = array_map(static fn (AttemptRun $run): int => $run->attemptId, $runs);
        $noted = array_filter($runs, static fn (AttemptRun $run): bool => $run->email !== null);
        $noted === [] || $this->outbox->settleAll($attemptIds, EmailState::Skipped);
        $this->attempts->forget($attemptIds);
        $this->locks->releaseAll(self::leases($runs));
    }

    /**
     * @param non-empty-list<Notification> $notifications
     * @return list<AttemptRun> With leases that were asked for.
     */
    private function start(array $notifications, AttemptTrigger $trigger): array
    {
        $wanted = $named = [];
        foreach ($notifications as $notification) {
            $message = $notification->message;
            $names = ["reference:$message->integrationReference" => true, "telaris:$message->telarisOrder" => true];
            // The second one about an order waits for what becomes of the first.
            if ($message->completesOrder() && OrderResolver::reference($message) > 0 && array_intersect_key($names, $named) === []) {
                $wanted[] = $notification;
                $named += $names;
            }
        }
        if ($wanted === []) {
            return [];
        }
        $attemptIds = $this->attempts->startAll(array_map(static fn (Notification $one): int => $one->id, $wanted), $trigger);
        $token = bin2hex(random_bytes(16));
        $runs = [];
        foreach ($wanted as $notification) {
            $attemptId = $attemptIds[$notification->id] ?? throw new DatabaseError('An attempt could not be written down.');
            $run = new AttemptRun($attemptId, $notification, $trigger, new AttemptOptions());
            $run->lease = new OrderLease((int) OrderResolver::reference($notification->message), $token, $attemptId);
            $runs[] = $run;
        }
        $this->locks->requestAll(self::leases($runs));
        return $runs;
    }

    /**
     * @param non-empty-list<AttemptRun> $runs
     * @return list<AttemptRun> Those whose order is held, loaded, and nothing stands against its completion.
     */
    private function load(array $runs): array
    {
        $states = $this->orderStates->findAll(array_map(
            static fn (AttemptRun $run): array => [OrderResolver::reference($run->notification->message), $run->notification->message->orderInTelaris(), $run->notification->id],
            $runs
        ));
        $held = array_filter($runs, fn (AttemptRun $run, int $place): bool => $this->isHeld($run, $states[$place]), ARRAY_FILTER_USE_BOTH);
        if ($held === []) {
            return [];
        }
        $now = time();
        $orders = $this->orderLoader->loadAll(array_values(array_map(static fn (AttemptRun $run): int => (int) $run->lease?->orderId, $held)));
        $ready = [];
        foreach ($held as $place => $run) {
            $state = $states[$place];
            $order = $orders[$state->orderId] ?? null;
            $isFree = $order !== null && $order->get_status('edit') === $state->status
                && $this->guard->check($order, $state->status, $run->notification->message, $state->record(), $run->options, false) === null;
            if ($isFree) {
                $run->prepared = new PreparedOrder($order, $state, $now);
                $run->state = $state;
                $run->madeLink = $run->notification->message->telarisOrder !== null && $state->telarisOrder === null;
                $ready[] = $run;
            }
        }
        return $ready;
    }

    private function isHeld(AttemptRun $run, OrderState $state): bool
    {
        return $run->lease !== null && $state->orderId === $run->lease->orderId && $state->isHeldBy($run->lease)
            && $state->status !== 'completed' && $this->resolver->check($run->notification->message, $state) === null;
    }

    /**
     * The first valid notification makes the link, where the import did not.
     *
     * @param list<AttemptRun> $runs
     */
    private function link(array $runs): void
    {
        $links = [];
        foreach ($runs as $run) {
            $telarisOrder = $run->notification->message->orderInTelaris();
            if ($run->madeLink && $run->lease !== null && $telarisOrder !== null) {
                $links[$run->lease->orderId] = $telarisOrder;
            }
        }
        // Whether one failed, because somebody else linked one of the two just now, the order's state says later.
        $links === [] || $this->links->makeAll($links, LinkRepository::FROM_NOTIFICATION);
    }

    /**
     * Notes the emails, and with them that the statuses are about to change.
     *
     * @param non-empty-list<AttemptRun> $runs
     */
    private function note(array $runs): void
    {
        $this->outbox->holdAll(array_map(
            static fn (AttemptRun $run): array => [(int) $run->lease?->orderId, $run->notification->id, $run->attemptId, (string) $run->prepared?->status()],
            $runs
        ), null);
        foreach ($runs as $run) {
            $run->email = EmailState::Skipped;
        }
    }

    /**
     * @param non-empty-list<AttemptRun> $runs
     * @return non-empty-list<OrderLease>
     */
    private static function leases(array $runs): array
    {
        return array_map(static fn (AttemptRun $run): OrderLease => $run->lease ?? throw new LogicException('A prepared attempt has a lease.'), $runs);
    }
}
