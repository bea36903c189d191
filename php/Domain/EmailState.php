<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** Where the customer's email about a completed order stands. */
enum EmailState: string
{
    /** The status is about to change, or the steps after it were cut off: it waits for the outcome, or for a person. */
    case Held = 'held';

    /** To be sent after the answer. */
    case Due = 'due';

    /** Claimed by a process. If that dies, nobody knows whether the email was sent. */
    case Sending = 'sending';
    case Sent = 'sent';
    case Unknown = 'unknown';

    /** A person wanted no email to the customer. */
    case Silent = 'silent';

    /** WooCommerce would have sent none, or the order did not become Completed. */
    case Skipped = 'skipped';

    /** Whether the customer had the email, or is about to, or may have had it. */
    public function isHadOrOnItsWay(): bool
    {
        return match ($this) {
            self::Due, self::Sending, self::Sent, self::Unknown => true,
            self::Held, self::Silent, self::Skipped => false,
        };
    }
}
