<?php

declare(strict_types=1);

namespace TelarisProbe;

/** A listener that treats the request as if it were its own page. */
final class Listener
{
    public const DEEDS = [
        'prints', 'prints_much', 'flushes', 'ends_buffer', 'ends_buffers', 'cleans_buffers', 'loops_over_buffers', 'opens_buffers',
        'prints_and_exits', 'ends_buffers_and_exits', 'redirects', 'redirects_and_exits', 'sends_headers', 'dies', 'dies_in_json',
    ];

    /** Whether it has done something in this request. */
    public static bool $hasActed = false;

    public static function do(string $deed): void
    {
        self::$hasActed = true;
        match ($deed) {
            'prints' => self::print(),
            'prints_much' => self::print(str_repeat('<p>', 100_000)),
            'flushes' => self::flush(),
            'ends_buffer' => self::endBuffer(),
            'ends_buffers' => self::endBuffers(),
            'cleans_buffers' => self::cleanBuffers(),
            'loops_over_buffers' => self::loopOverBuffers(),
            'opens_buffers' => self::openBuffers(),
            'prints_and_exits' => self::exit('bye'),
            'ends_buffers_and_exits' => self::endBuffersAndExit(),
            'redirects' => wp_safe_redirect(home_url('/thank-you')),
            'redirects_and_exits' => self::exit((string) wp_safe_redirect(home_url('/thank-you'))),
            'sends_headers' => self::sendHeaders(),
            'dies' => wp_die('<h1>No</h1>', 'No', ['response' => 418]),
            'dies_in_json' => wp_send_json(['success' => true], 201),
        };
    }

    private static function print(string $more = ''): void
    {
        echo '<div class="notice">The payment was not captured.</div>' . $more; // phpcs:ignore WordPress.Security.EscapeOutput
        trigger_error('The probe complains.', E_USER_NOTICE);
    }

    private static function flush(): void
    {
        self::print();
        @ob_flush();
        flush();
    }

    private static function endBuffer(): void
    {
        self::print();
        ob_end_flush();
        self::print();
    }

    private static function endBuffers(): void
    {
        self::print();
        while (ob_get_level() > 0 && ob_end_flush()) {
            continue;
        }
        self::print();
    }

    private static function cleanBuffers(): void
    {
        self::print();
        for ($level = ob_get_level(); $level > 0; $level--) {
            ob_end_clean();
        }
        self::print();
    }

    private static function loopOverBuffers(): void
    {
        while (ob_get_level() > 0) {
            @ob_end_clean();
        }
    }

    private static function openBuffers(): void
    {
        ob_start();
        self::print();
        ob_start();
        ob_start(static fn (string $text): string => strtoupper($text));
        self::print();
    }

    private static function exit(string $text): never
    {
        echo $text; // phpcs:ignore WordPress.Security.EscapeOutput
        exit;
    }

    private static function endBuffersAndExit(): never
    {
        self::endBuffers();
        exit;
    }

    private static function sendHeaders(): void
    {
        header('Location: https://example.com/');
        header('Content-Type: text/html; charset=ISO-8859-1');
        header('Content-Length: 3');
        header('Content-Disposition: attachment; filename="x.html"');
        header('Cache-Control: public, max-age=3600');
        setcookie('probe', 'x');
        header('X-Probe: x');
        http_response_code(418);
    }
}
