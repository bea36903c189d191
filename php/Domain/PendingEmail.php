<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** One email to be sent. */
final class PendingEmail
{
    /** @param string $statusFrom The status that the order had before, without "wc-". */
    public function __construct(
        public readonly int $orderId,
        public readonly int $notificationId,
        public readonly bool $silent,
        public readonly string $statusFrom = 'processing',
    ) {
    }
}
