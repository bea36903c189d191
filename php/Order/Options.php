<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Order;

defined('ABSPATH') || exit;

/** What a person may choose for one attempt. By itself the shop always uses the defaults. */
final class Options
{
    /** @param int|null $userId Who asked for it. */
    public function __construct(
        public readonly bool $sendEmail = true,
        public readonly bool $completeAnyway = false,
        public readonly ?int $userId = null,
    ) {
    }
}
