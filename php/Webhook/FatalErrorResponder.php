<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\OutputGuard;

defined('ABSPATH') || exit;

/**
 * What the caller is answered when something ends the request before its time: a fatal error, wp_die() or exit in
 * somebody's listener. Without it that would be WordPress's page for people, an empty 200, or whatever was printed.
 */
final class FatalErrorResponder
{
    private bool $prepared = false;

    public function __construct(private readonly OutputGuard $outputGuard)
    {
    }

    /** Called as soon as a request turns out to be one of ours. */
    public function prepare(): void
    {
        if ($this->prepared) {
            return;
        }
        $this->prepared = true;
        $this->outputGuard->begin();
        foreach (['wp_die_handler', 'wp_die_json_handler', 'wp_die_ajax_handler', 'wp_die_xml_handler'] as $filter) {
            add_filter($filter, fn (): callable => $this->die(...), PHP_INT_MAX);
        }
    }

    /** Runs on WordPress's `shutdown`: however the request ended, the caller gets an answer. */
    public function respond(): void
    {
        if ($this->prepared && ! $this->outputGuard->isAnswered()) {
            $this->outputGuard->answerUnavailable();
        }
    }

    /** @param array<mixed>|string $args As wp_die() hands them to its handlers. */
    private function die(mixed $message, mixed $title = '', array|string $args = []): void
    {
        $this->respond();
        if (! is_array($args) || ($args['exit'] ?? true) !== false) {
            exit;
        }
    }
}
