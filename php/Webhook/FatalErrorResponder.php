<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

defined('ABSPATH') || exit;

/**
 * What Telaris is answered when something ends the request before its time: a fatal error, wp_die() or exit in
 * somebody's listener. Without it that would be WordPress's page for people, or an empty 200.
 */
final class FatalErrorResponder
{
    private bool $expected = false;

    /** Called as soon as a request turns out to be one for the door. */
    public function prepare(): void
    {
        $this->expected = true;
        foreach (['wp_die_handler', 'wp_die_json_handler'] as $filter) {
            add_filter($filter, fn (): callable => $this->die(...), PHP_INT_MAX);
        }
    }

    /** Called when an attempt was cut off by exit. */
    public function speak(): void
    {
        if (! $this->expected || headers_sent() || ob_get_length() > 0) {
            return;
        }
        $this->expected = false;
        status_header(503);
        header('Content-Type: application/json; charset=UTF-8');
        header('Cache-Control: no-store');
        header('Retry-After: 60');
        echo wp_json_encode(
            [
                'code' => 'internal_error',
                'message' => __('The shop could not work on this now. Send the same message again later.', 'telaris-for-woocommerce'),
                'data' => ['status' => 503, 'retryable' => true],
            ]
        );
    }

    /** @param array<mixed>|string $args As wp_die() hands them to its handlers. */
    private function die(mixed $message, mixed $title = '', array|string $args = []): void
    {
        $this->speak();
        if (! is_array($args) || ($args['exit'] ?? true) !== false) {
            exit;
        }
    }
}
