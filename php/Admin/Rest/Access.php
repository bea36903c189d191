<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

defined('ABSPATH') || exit;

/** What a route of the screen lets a person do. */
enum Access
{
    case Read;
    case Change;

    /** As Change; completes orders, so only in the shop itself, not in a copy of it. */
    case Complete;
    case Manage;
}
