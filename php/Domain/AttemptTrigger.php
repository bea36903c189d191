<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What started an attempt. */
enum AttemptTrigger: string
{
    case Telaris = 'telaris';
    case Retry = 'retry';
    case Resend = 'resend';
    case Link = 'link';
    case Cli = 'cli';
    case CoreApi = 'core_api';

    /** Nothing was tried: somebody changed the order in the shop. */
    case Shop = 'shop';

    /** Nothing was tried: a person said that the notification does not matter, or took that back. */
    case Dismiss = 'dismiss';

    /** Nothing was tried: a person looked at the order. */
    case Check = 'check';

    /** Nothing was tried: a person took it back that the order was looked at. */
    case Uncheck = 'uncheck';

    /** Nothing was tried: a person ended the shop's retries. */
    case Cancel = 'cancel';

    /** A person looked at the order first, so what must not be repeated automatically may be repeated. */
    public function isPerson(): bool
    {
        return $this === self::Resend || $this === self::Cli;
    }
}
