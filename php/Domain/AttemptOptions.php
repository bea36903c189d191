<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What a person may choose for one attempt, and what WooCommerce's own API is owed. By itself the shop always uses the defaults. */
final class AttemptOptions
{
    /**
     * @param int|null $userId Who asked for it.
     * @param bool $observe Lets the status be what it is, as WooCommerce does.
     * @param bool $repeat Lets the Completed hooks run again, as WooCommerce does when it is asked again.
     * @param float $patience Seconds to wait for somebody else who holds the order.
     */
    public function __construct(
        public readonly bool $sendEmail = true,
        public readonly bool $completeAnyway = false,
        public readonly ?int $userId = null,
        public readonly bool $observe = false,
        public readonly float $patience = 0.0,
        public readonly bool $repeat = false,
    ) {
    }
}
