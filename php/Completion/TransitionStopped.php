<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use RuntimeException;

defined('ABSPATH') || exit;

/** Stops WooCommerce's Completed hooks. An exception, because WooCommerce catches those and continues without the other listeners. */
final class TransitionStopped extends RuntimeException
{
}
