<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Order;

use TelarisForWooCommerce\History\Attempt;
use TelarisForWooCommerce\History\Code;
use TelarisForWooCommerce\History\Outcome;
use TelarisForWooCommerce\History\Phase;
use TelarisForWooCommerce\Support\DatabaseError;

defined('ABSPATH') || exit;

/** Says what became of an attempt that was cut off, by reading alone: nothing is done to the order. */
final class Judge
{
    public function __construct(private readonly OrderStatuses $statuses)
    {
    }

    /** @throws DatabaseError */
    public function judge(Attempt $attempt, int $orderId): Outcome
    {
        $status = $this->statuses->read($orderId);
        $completed = $status === 'completed';
        $outcome = match ($attempt->phase) {
            // It came to its end, but the row of the history may not have heard of it.
            Phase::Done => Outcome::of($attempt->code ?? Code::InternalError, $attempt->params),
            Phase::Started => Outcome::of(Code::InternalError),
            // Set or not, the hooks had not begun.
            Phase::Completing => Outcome::of($completed ? Code::SideEffectsUncertain : Code::SaveUnconfirmed),
            Phase::Hooks => $completed
                ? Outcome::of(Code::SideEffectsUncertain)
                : Outcome::of(Code::Reverted, ['status' => (string) $status]),
        };
        return $outcome->about(
            $orderId,
            $attempt->statusBefore,
            $attempt->phase === Phase::Done ? $attempt->statusAfter : $status
        );
    }
}
