<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Storage\NotificationRepository;

defined('ABSPATH') || exit;

/** Lets the caller go, then does what is due: above all, sends the customer's email. */
final class ResponseFinisher
{
    /** Seconds that a request may go on after its answer. */
    private const BUDGET = 5.0;
    private const FATAL = E_ERROR | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

    private bool $planned = false;

    public function __construct(private readonly BackgroundRunner $backgroundRunner, private readonly Scheduler $scheduler)
    {
    }

    /** Called before the work of a request begins. */
    public function plan(): void
    {
        // A process that dies from here on leaves something that nobody else would come for.
        $this->planned || $this->scheduler->planBy(time() + NotificationRepository::PICK_UP_AFTER);
        $this->planned = true;
    }

    /**
     * Gives the answer that WordPress is about to write its length, so that a caller has it whole before the script
     * ends, on servers that cannot finish a request early.
     */
    public function measure(): void
    {
        if (! $this->planned || headers_sent() || ini_get('zlib.output_compression') || ob_get_length() > 0) {
            return;
        }
        ob_start(static function (string $answer, int $phase): string {
            $isWhole = ($phase & PHP_OUTPUT_HANDLER_START) !== 0 && ($phase & PHP_OUTPUT_HANDLER_FINAL) !== 0;
            if ($isWhole && $answer !== '' && ! headers_sent()) {
                header('Content-Length: ' . strlen($answer));
            }
            return $answer;
        });
    }

    /** Runs on WordPress's `shutdown`. */
    public function run(): void
    {
        if (! $this->planned) {
            return;
        }
        $this->planned = false;
        if (((error_get_last()['type'] ?? 0) & self::FATAL) !== 0) {
            // No memory or no time is left: an email begun now might end in the middle. The queue sees to it.
            return;
        }
        ignore_user_abort(true);
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        } elseif (function_exists('litespeed_finish_request')) {
            litespeed_finish_request();
        } else {
            while (ob_get_level() > 0 && ob_end_flush()) {
                continue;
            }
            flush();
        }
        $this->backgroundRunner->run(self::BUDGET);
    }
}
