<?php

declare(strict_types=1);

namespace TelarisProbe;

/** Keeps PHP's notices, warnings, deprecations and fatal errors, so that suites can fail on them. */
final class Complaints
{
    public const FILE = 'complaints.jsonl';

    private const SEEN = 'complaints-seen';

    private const FATAL = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

    /** Functions by which WordPress complains of who called what. */
    private const MESSENGERS = '/^(_doing_it_wrong|_deprecated_\w+|wp_trigger_error|wc_doing_it_wrong|wc_deprecated_\w+|do_action_deprecated|apply_filters_deprecated)$/';

    public function __construct(private readonly Journal $journal)
    {
    }

    public function register(): void
    {
        $earlier = set_error_handler(function (int $level, string $message, string $file, int $line) use (&$earlier): bool {
            // What is silenced by @ is not a complaint.
            if ((error_reporting() & $level) !== 0) {
                $this->keep($level, $message, $file, $line);
            }
            return $earlier ? (bool) $earlier($level, $message, $file, $line) : false;
        });
        register_shutdown_function(function (): void {
            $last = error_get_last();
            if ($last !== null && ($last['type'] & self::FATAL) !== 0) {
                $this->keep($last['type'], $last['message'], $last['file'], $last['line']);
            }
        });
    }

    /** How many of them a suite has dealt with. They stay in the file, for a look at a whole run. */
    public static function seen(Journal $journal): int
    {
        $path = $journal->path(self::SEEN);
        return is_file($path) ? (int) file_get_contents($path) : 0;
    }

    public static function see(Journal $journal): void
    {
        file_put_contents($journal->path(self::SEEN), (string) count($journal->all(self::FILE)));
    }

    /** WordPress's own complaints of a listener that answers for itself; those of other files still count. */
    private function isCausedByListener(string $message, string $file): bool
    {
        return str_contains($message, 'wp_send_json') || (str_contains($message, 'headers already sent') && str_contains($file, '/wp-includes/'));
    }

    private function keep(int $level, string $message, string $file, int $line): void
    {
        if (Listener::$hasActed && $this->isCausedByListener($message, $file)) {
            return;
        }
        $trace = [];
        foreach (debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS, 30) as $frame) {
            if (!isset($frame['file']) || str_starts_with($frame['file'], __DIR__)) {
                continue;
            }
            $trace[] = $frame['file'] . ':' . $frame['line'];
            // Said by WordPress on behalf of whoever called it wrongly.
            if (preg_match(self::MESSENGERS, $frame['function']) === 1) {
                [$file, $line] = [$frame['file'], $frame['line']];
            }
        }
        $this->journal->add(self::FILE, [
            'level' => $level,
            'message' => $message,
            'file' => $file,
            'line' => $line,
            'request' => trim(Call::method() . ' ' . Call::address()),
            'trace' => array_slice($trace, 0, 15),
        ]);
    }
}
