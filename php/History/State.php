<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\History;

defined('ABSPATH') || exit;

/** Where a notification stands. */
enum State: string
{
    case Pending = 'pending';
    case Completed = 'completed';
    case Failed = 'failed';
    case Ignored = 'ignored';
}
