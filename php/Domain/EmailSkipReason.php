<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** Why a customer got no email although the order was set to Completed. */
enum EmailSkipReason: string
{
    /** The order has no billing email. */
    case NoAddress = 'no_address';

    /** Under WooCommerce → Settings → Emails. */
    case SwitchedOff = 'switched_off';

    /** A plug-in took WooCommerce's listener off for the order, mostly to send an email of its own. */
    case TakenOff = 'taken_off';

    /** A plug-in said no, or emptied the recipients, for this order. */
    case LeftOut = 'left_out';

    /** A plug-in kept the finished mail back, as on a staging site. */
    case KeptBack = 'kept_back';

    /** The order was not Completed any more when the email was to leave. */
    case NotCompleted = 'not_completed';
}
