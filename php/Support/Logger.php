<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

use Throwable;

defined('ABSPATH') || exit;

/** WooCommerce's log. It is called last and inside a catch, because it can throw. No secret and no customer data goes in. */
final class Logger
{
    /** @param array<string, scalar|null> $context */
    public function error(string $message, array $context = []): void
    {
        try {
            wc_get_logger()->error($message, $context + ['source' => 'telaris-for-woocommerce']);
        } catch (Throwable) {
            // There is nowhere left to say it.
        }
    }
}
