<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use RuntimeException;

defined('ABSPATH') || exit;

/** The same webhook-id came with another body. */
final class WebhookIdReused extends RuntimeException
{
}
