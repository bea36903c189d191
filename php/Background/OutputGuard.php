<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Background;

use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\WebhookAnswer;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;

defined('ABSPATH') || exit;

/**
 * Keeps what other plug-ins print, and the headers and status they set, out of our answers.
 *
 * From begin() on, nothing printed leaves until the answer is due, and nothing after it. The buffer cannot be ended by
 * anybody, however many levels are opened or closed above it. What cannot be stopped is flush() on servers where that
 * sends the headers (seen: PHP's built-in server): so until the answer is known the status is 503, never a false 200.
 */
final class OutputGuard
{
    public const STATUS = 503;

    /** What a caller gets where other code sends the headers before the answer is known. */
    private const UNTIL_KNOWN = [
        'Content-Type' => 'application/json; charset=UTF-8',
        'Cache-Control' => 'no-store',
        'X-LiteSpeed-Cache-Control' => 'no-cache',
        'Retry-After' => WebhookAnswer::RETRY_LATER,
    ];

    /** Printed places that are logged for one request. */
    private const LOGGED = 20;

    /** As many failed attempts at ending the buffer from one line are a loop that would never stop. */
    private const MOST_ATTEMPTS = 1000;

    /** Of the buffer, as ob_get_level() counts; 0 before begin(). */
    private int $level = 0;

    private bool $open = false;
    private bool $answered = false;

    /** The status of the answer that is written next, in one piece. */
    private ?int $due = null;

    /** @var array{status: int, text: string, headers: list<string>, at: float}|null */
    private ?array $written = null;

    /** @var list<string> The headers that stay. */
    private array $headers = [];

    /** @var array<string, array{bytes: int, trace: list<array{file?: string, line?: int}>}> By file and line that printed. */
    private array $printed = [];

    /** @var array<string, int> By file and line. */
    private array $attempts = [];

    public function __construct(private readonly CallerIdentifier $callerIdentifier, private readonly Logger $logger)
    {
    }

    public function begin(): void
    {
        if ($this->level > 0) {
            return;
        }
        // What was printed so far, for example by a file with a BOM, is no part of the answer.
        while (ob_get_level() > 0 && ob_end_clean()) {
            continue;
        }
        // phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_set_error_handler -- the notice about a buffer that must stay open is the only sign of who tries to end it; all others go on to the handler before.
        $earlier = set_error_handler(function (int $type, string $message, string $file = '', int $line = 0) use (&$earlier): bool {
            if ($type === E_NOTICE && str_contains($message, self::class . '::take')) {
                $this->countAttempt("$file:$line");
                return true;
            }
            return is_callable($earlier) && (bool) $earlier($type, $message, $file, $line);
        });
        $this->buffer();
        // What is printed after the answer, too: this runs after WordPress's own shutdown.
        register_shutdown_function($this->log(...));
        $this->keepHeaders();
        if (! headers_sent()) {
            // Not http_response_code(): a status line that somebody sent would win.
            status_header(self::STATUS);
            foreach (self::UNTIL_KNOWN as $name => $value) {
                header("$name: $value");
            }
        }
    }

    /** After PHP ended all buffers, which finishing a request under php-fpm does. */
    public function resume(): void
    {
        if ($this->level > 0 && ob_get_level() < $this->level) {
            $this->open = false;
            $this->buffer();
        }
    }

    public function hasBegun(): bool
    {
        return $this->level > 0;
    }

    /** Whether an answer was written, or is being written. */
    public function isAnswered(): bool
    {
        return $this->answered;
    }

    /** @return array{status: int, text: string, headers: list<string>, at: float}|null What the caller got in one piece, and when as microtime(true) tells it. */
    public function written(): ?array
    {
        return $this->written;
    }

    /** The headers there are now are WordPress's own; what is added later is dropped by clear(). */
    public function keepHeaders(): void
    {
        // The headers that begin() sets until the answer is known are not WordPress's.
        $this->headers = array_values(array_filter(
            headers_list(),
            static fn (string $header): bool => preg_match('/^(Retry-After|Cache-Control|X-LiteSpeed-Cache-Control):/i', $header) !== 1
        ));
    }

    /** Drops what others printed and set, and logs who did. */
    public function clear(): void
    {
        if ($this->level === 0 || $this->answered) {
            return;
        }
        while (ob_get_level() > $this->level && ob_end_flush()) {
            continue;
        }
        $this->log();
        if (! headers_sent()) {
            header_remove();
            foreach ($this->headers as $header) {
                header($header, false);
            }
            status_header(200);
        }
    }

    /** Lets all through from here on: an answer that is written in pieces. */
    public function open(): void
    {
        $this->open = true;
        $this->answered = true;
    }

    /** Lets the next piece through, as the whole answer, with its length. */
    public function expect(int $status): void
    {
        if ($this->level > 0) {
            $this->open = false;
            $this->answered = true;
            $this->due = $status;
        }
    }

    /**
     * Writes a JSON answer, whatever was printed and set before.
     *
     * @param array<string, string> $headers
     */
    public function answer(int $status, array $headers, string $json): void
    {
        $this->clear();
        if (! headers_sent()) {
            status_header($status);
            foreach (['Content-Type' => 'application/json; charset=UTF-8', 'X-Content-Type-Options' => 'nosniff', ...$headers] as $name => $value) {
                header("$name: $value");
            }
        }
        $this->expect($status);
        // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON, served as JSON.
        echo $json;
    }

    /** Asks for the same message again, where the work on it was cut short. */
    public function answerUnavailable(): void
    {
        $this->answer(
            self::STATUS,
            ['Cache-Control' => 'no-store', 'X-LiteSpeed-Cache-Control' => 'no-cache', 'Retry-After' => (string) WebhookAnswer::RETRY_LATER],
            self::unavailable()
        );
    }

    /** The buffer's callback: PHP hands over what is printed, and writes what it gets back. */
    public function take(string $text, int $phase): string
    {
        if ($this->open) {
            return $text;
        }
        if ($text === '') {
            return '';
        }
        if ($this->due === null) {
            $this->note($text);
            return '';
        }
        $status = $this->due;
        $this->due = null;
        // Where somebody flushed, the caller has a status already, and the body must not contradict it.
        $isFlushed = headers_sent();
        $sent = $isFlushed ? (int) http_response_code() : $status;
        $text = $sent === $status ? $text : self::unavailable();
        $this->written = ['status' => $sent, 'text' => $text, 'headers' => headers_list(), 'at' => microtime(true)];
        if (! $isFlushed && ! ini_get('zlib.output_compression')) {
            // So that a caller has it whole before the script ends, on servers that cannot finish a request early.
            header('Content-Length: ' . strlen($text));
        }
        return $text;
    }

    private function buffer(): void
    {
        // Each piece is handed over at once, while the call stack shows who printed it.
        ob_start([$this, 'take'], 1, PHP_OUTPUT_HANDLER_CLEANABLE | PHP_OUTPUT_HANDLER_FLUSHABLE);
        $this->level = ob_get_level();
    }

    private function note(string $text): void
    {
        // phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_debug_backtrace -- tells who printed.
        $trace = function_exists('debug_backtrace') ? debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS, 30) : [];
        $place = 'unknown';
        foreach ($trace as $frame) {
            if (isset($frame['file']) && $frame['file'] !== __FILE__) {
                $place = $frame['file'] . ':' . ($frame['line'] ?? 0);
                break;
            }
        }
        if (isset($this->printed[$place])) {
            $this->printed[$place]['bytes'] += strlen($text);
        } elseif (count($this->printed) < self::LOGGED) {
            $this->printed[$place] = ['bytes' => strlen($text), 'trace' => array_map(static fn (array $frame): array => array_intersect_key($frame, ['file' => 1, 'line' => 1]), $trace)];
        }
    }

    /** Not what was printed: it may hold a customer's data. */
    private function log(): void
    {
        $printed = $this->printed;
        $this->printed = [];
        foreach ($printed as $place => ['bytes' => $bytes, 'trace' => $trace]) {
            $this->logger->error('Output was kept out of an answer.', [
                'plug_in' => $this->callerIdentifier->nameIn($trace),
                'place' => str_replace(wp_normalize_path(ABSPATH), '', wp_normalize_path($place)),
                'bytes' => $bytes,
            ]);
        }
    }

    /**
     * A loop over ob_get_level() would go on for ever.
     *
     * @throws OutputGuarded
     */
    private function countAttempt(string $place): void
    {
        $this->attempts[$place] = ($this->attempts[$place] ?? 0) + 1;
        if ($this->attempts[$place] >= self::MOST_ATTEMPTS) {
            $this->attempts[$place] = 0;
            $guarded = new OutputGuarded("$place goes on ending output buffers");
            throw $guarded;
        }
    }

    private static function unavailable(): string
    {
        $id = isset($_SERVER['HTTP_WEBHOOK_ID']) && is_string($_SERVER['HTTP_WEBHOOK_ID']) ? sanitize_text_field(wp_unslash($_SERVER['HTTP_WEBHOOK_ID'])) : '';
        return (string) wp_json_encode(WebhookAnswer::unavailable($id));
    }
}
