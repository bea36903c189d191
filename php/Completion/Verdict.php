<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\Attempt;
use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;

defined('ABSPATH') || exit;

/** Says what became of an attempt that was cut off, by reading alone: nothing is done to the order. */
final class Verdict
{
    public function __construct(private readonly OrderStatusReader $statusReader)
    {
    }

    /** @throws DatabaseError */
    public function judge(Attempt $attempt, int $orderId): Outcome
    {
        $status = $this->statusReader->read($orderId);
        $completed = $status === 'completed';
        $outcome = match ($attempt->phase) {
            // It came to its end, but the row of the history may not have heard of it.
            AttemptPhase::Done => Outcome::of($attempt->code ?? ResultCode::InternalError, $attempt->params),
            AttemptPhase::Started => Outcome::of(ResultCode::InternalError),
            // Set or not, the hooks had not begun.
            AttemptPhase::Completing => Outcome::of($completed ? ResultCode::SideEffectsUncertain : ResultCode::SaveUnconfirmed),
            AttemptPhase::Hooks => $completed
                ? Outcome::of(ResultCode::SideEffectsUncertain)
                : Outcome::of(ResultCode::Reverted, ['status' => (string) $status]),
        };
        return $outcome->about(
            $orderId,
            $attempt->statusBefore,
            $attempt->phase === AttemptPhase::Done ? $attempt->statusAfter : $status
        );
    }
}
