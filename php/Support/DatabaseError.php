<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

use RuntimeException;

defined('ABSPATH') || exit;

/** The database refused, or could not be reached. */
class DatabaseError extends RuntimeException
{
}
