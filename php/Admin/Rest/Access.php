<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

defined('ABSPATH') || exit;

/** What a route of the screen lets a person do. */
enum Access
{
    case Read;
    case Change;

    /** As Change; completes orders, so in the shop itself alone, not in a copy of it. */
    case Complete;
    case Manage;
}
