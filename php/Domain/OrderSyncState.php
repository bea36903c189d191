<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** How an order stands with Telaris, for WooCommerce's own lists. The first that is true counts. */
enum OrderSyncState: string
{
    /** A message about it failed or needs a check. */
    case Failed = 'failed';

    /** A message about it is being worked on, or tried again. */
    case Pending = 'pending';
    case Invoiced = 'invoiced';

    /** Linked and not invoiced, in a status from which it would be completed. */
    case Awaiting = 'awaiting';

    /** Linked, in another status. */
    case Linked = 'linked';
    case NotLinked = 'not_linked';
}
