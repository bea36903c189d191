<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

use Throwable;

defined('ABSPATH') || exit;

/**
 * WooCommerce's log, source "telaris-for-woocommerce". It is called last and inside a catch, because it can throw. No
 * secret and no customer data goes in.
 */
final class Logger
{
    /** @param array<string, scalar|null> $context `order_id` or `notification` where there is one, `error` for the cause. The class that logs is added. */
    public function error(string $message, array $context = []): void
    {
        try {
            // phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_debug_backtrace -- one frame, to be found in the log.
            $class = function_exists('debug_backtrace') ? debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS, 2)[1]['class'] ?? '' : '';
            wc_get_logger()->error($message, $context + ['class' => $class, 'source' => 'telaris-for-woocommerce']);
        } catch (Throwable) {
            // There is nowhere left to report it.
        }
    }
}
