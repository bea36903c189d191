<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Queue;

defined('ABSPATH') || exit;

/**
 * Runs the stand-in's queue from the command line.
 */
final class QueueCommand
{
    /**
     * Runs the actions that are due.
     *
     * @param string[]              $args
     * @param array<string, string> $options Action Scheduler's options are taken and mean nothing here.
     */
    public function run($args, $options): void
    {
        $ran = 0;
        while (($more = Queue::run()) > 0) {
            $ran += $more;
        }
        \WP_CLI::success(sprintf('%d scheduled tasks completed (WooCommerce stand-in).', $ran));
    }
}
