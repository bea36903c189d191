<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Logger;
use Throwable;

defined('ABSPATH') || exit;

/** Lets the caller go, then does what is due: above all, sends the customer's email. */
final class ResponseFinisher
{
    /** Seconds that a request may go on after its answer. */
    private const BUDGET = 5.0;
    private const FATAL = E_ERROR | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

    private bool $planned = false;
    private bool $looks = false;

    /** @var list<callable(): void> */
    private array $after = [];

    public function __construct(
        private readonly BackgroundRunner $backgroundRunner,
        private readonly Scheduler $scheduler,
        private readonly OutputGuard $outputGuard,
        private readonly Logger $logger,
    ) {
    }

    /** Called before the work of a request begins. */
    public function plan(): void
    {
        // If the process dies from here on, the planned run finishes its work.
        $this->planned || $this->scheduler->planBy(time() + NotificationRepository::PICK_UP_AFTER);
        $this->planned = true;
    }

    /** Called where a call could not prove that it comes from Telaris: somebody is told of it, if it goes on. */
    public function planLook(): void
    {
        $this->looks = true;
    }

    /**
     * Does something as soon as the caller has the answer, before anything else that is due.
     *
     * @param callable(): void $do
     */
    public function then(callable $do): void
    {
        $this->after[] = $do;
    }

    /** Runs on WordPress's `shutdown`. */
    public function run(): void
    {
        if (! $this->planned) {
            $this->looks && $this->scheduler->planBy(time() + AlertMonitor::LOOK);
            return;
        }
        $this->planned = false;
        if (((error_get_last()['type'] ?? 0) & self::FATAL) !== 0) {
            // No memory or no time is left: an email started now might be cut off. Action Scheduler sends it.
            return;
        }
        // Some hosts switch off any of these.
        if (function_exists('ignore_user_abort')) {
            ignore_user_abort(true);
        }
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        } elseif (function_exists('litespeed_finish_request')) {
            litespeed_finish_request();
        } else {
            while (self::canBeEnded() && ob_end_flush()) {
                continue;
            }
            flush();
        }
        $this->outputGuard->resume();
        $this->runAfter();
        $this->backgroundRunner->run(self::BUDGET);
    }

    /** Does what then() was given; last of all where the request died, as another fatal error would end what comes behind. */
    public function runAfter(): void
    {
        [$after, $this->after] = [$this->after, []];
        foreach ($after as $do) {
            try {
                $do();
            } catch (Throwable $error) {
                // Whoever's it is: what is due comes after it.
                $this->logger->error('What was to be done after an answer was cut short.', ['error' => $error->getMessage()]);
            }
        }
    }

    private static function canBeEnded(): bool
    {
        // Empty where there is no buffer; OutputGuard's cannot be ended.
        $flags = ob_get_status()['flags'] ?? null;
        return is_int($flags) && ($flags & PHP_OUTPUT_HANDLER_REMOVABLE) !== 0;
    }
}
