<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\Notification;

defined('ABSPATH') || exit;

/** A message that is in the history now. */
final class ReceivedNotification
{
    /**
     * @param bool $replayed Answered from the history, without another attempt.
     * @param bool $accepted The shop works on it by itself: nothing was tried yet.
     * @param string|null $orderStatus Where it is replayed: the order's status now, without "wc-"; null where there is no order.
     */
    public function __construct(
        public readonly Notification $notification,
        public readonly bool $replayed,
        public readonly ?string $orderStatus = null,
        public readonly bool $accepted = false,
    ) {
    }
}
