<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** How far an attempt got. What a crash leaves behind is read from this. */
enum AttemptPhase: string
{
    /** Nothing has been done to the order. */
    case Started = 'started';

    /** The status is about to be set; the Completed hooks have not begun. */
    case Completing = 'completing';

    /** The gate let the Completed hooks begin. */
    case Hooks = 'hooks';

    /** The outcome is recorded. */
    case Done = 'done';
}
