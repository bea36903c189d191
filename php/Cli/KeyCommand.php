<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\ApiKeys;
use WP_CLI;

defined('ABSPATH') || exit;

/** Says which WooCommerce REST API key is Telaris's. */
final class KeyCommand
{
    public function __construct(private readonly Settings $settings, private readonly ApiKeys $keys)
    {
    }

    /**
     * Marks a WooCommerce REST API key as Telaris's: what completes an order with it is guarded and in the history.
     *
     * ## OPTIONS
     *
     * [<id>]
     * : Id of the key, as it stands in the address of its page under WooCommerce → Settings → Advanced → REST API.
     *
     * [--none]
     * : Mark none any more.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris key mark 3
     *     $ wp telaris key mark --none
     *
     * @param array<string> $arguments
     * @param array<string, bool> $options
     */
    public function mark(array $arguments, array $options): void
    {
        $id = isset($options['none']) ? null : (int) ($arguments[0] ?? 0);
        if ($id !== null && ! in_array($id, array_column($this->keys->all(), 'id'), true)) {
            WP_CLI::error(__('There is no such API key.', 'telaris-for-woocommerce'));
        }
        $this->settings->choose(['marked_key' => $id]);
        WP_CLI::success($id === null
            ? __('No API key is marked.', 'telaris-for-woocommerce')
            /* translators: %d: id of an API key. */
            : sprintf(__("API key %d is marked as Telaris's.", 'telaris-for-woocommerce'), $id));
    }
}
