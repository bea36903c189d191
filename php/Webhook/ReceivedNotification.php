<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\Notification;

defined('ABSPATH') || exit;

/** A message that is in the history now. */
final class ReceivedNotification
{
    /** @param bool $replayed Answered from the history, without another attempt. */
    public function __construct(
        public readonly Notification $notification,
        public readonly bool $replayed,
    ) {
    }
}
