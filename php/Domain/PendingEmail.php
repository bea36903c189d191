<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** One email to be sent. */
final class PendingEmail
{
    public function __construct(
        public readonly int $orderId,
        public readonly int $notificationId,
        public readonly bool $silent,
    ) {
    }
}
