<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** Somebody else holds the rows: a deadlock, a lock wait that timed out, a locked SQLite file. */
final class DatabaseBusy extends DatabaseError
{
}
