<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Support\DatabaseError;
use Throwable;
use WP_CLI;

defined('ABSPATH') || exit;

/**
 * Says in one line that the database refused, whichever command met it.
 *
 * WP-CLI calls a command's method itself, so that nothing of ours stands around it that could catch.
 */
final class DatabaseFailureReporter
{
    /** Before a command begins. */
    public static function listen(): void
    {
        set_exception_handler(self::report(...));
    }

    /** @throws Throwable Any other failure, for PHP to report as always. */
    public static function report(Throwable $failure): never
    {
        if (! $failure instanceof DatabaseError) {
            throw $failure;
        }
        WP_CLI::debug($failure->getMessage(), 'telaris');
        WP_CLI::error(__('The database refused, so the command ended early. With --debug it says why.', 'telaris-for-woocommerce'));
    }
}
