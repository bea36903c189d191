<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\OrderState;
use WC_Order;

defined('ABSPATH') || exit;

/** An order that was loaded together with others, under its lease, and not changed yet. */
final class PreparedOrder
{
    /** Seconds. The database keeps whole ones: what was saved shortly before may have been saved again at once. */
    private const UNSURE = 2;

    /** @param int $loadedAt Unix seconds. */
    public function __construct(
        public readonly WC_Order $order,
        private readonly OrderState $state,
        private readonly int $loadedAt,
    ) {
    }

    /** Whether the object is still what the database has. */
    public function isCurrent(OrderState $now): bool
    {
        return $now->status === $this->state->status
            && $now->completions === $this->state->completions
            && $now->modifiedAt !== null
            && $now->modifiedAt === $this->state->modifiedAt
            && (int) strtotime("$now->modifiedAt UTC") < $this->loadedAt - self::UNSURE;
    }

    /** The status that its email was noted with. */
    public function status(): string
    {
        return (string) $this->state->status;
    }
}
