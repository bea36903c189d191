<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

use RuntimeException;

defined('ABSPATH') || exit;

/**
 * The database refused, or could not be reached.
 *
 * Whatever reads or writes may throw it, so that docblocks do not repeat it: it is caught where a request, a listener of
 * WordPress or a background run begins.
 */
class DatabaseError extends RuntimeException
{
}
