<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Message;

use RuntimeException;

defined('ABSPATH') || exit;

/** The same webhook-id came with another body. */
final class IdReused extends RuntimeException
{
}
