<?php

declare(strict_types=1);

namespace TelarisProbe;

/** Ends this worker as the kernel would: at once, with nothing tidied up. */
final class Death
{
    public static function now(): never
    {
        self::kill((int) getmypid());
        // The signal arrives before this ends.
        while (true) {
            usleep(1000);
        }
    }

    /** Ends this worker after a while, unless the request is over by then. */
    public static function after(int $milliseconds): void
    {
        $seconds = number_format($milliseconds / 1000, 3, '.', '');
        $reaper = proc_open(
            ['sh', '-c', 'sleep "$0"; kill -9 "$1"', $seconds, (string) getmypid()],
            [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']],
            $pipes
        );
        // The very last, so that what is done after the answer is within reach too.
        register_shutdown_function(static function () use ($reaper): void {
            register_shutdown_function(static function () use ($reaper): void {
                register_shutdown_function(static function () use ($reaper): void {
                    proc_terminate($reaper, 9);
                });
            });
        });
    }

    private static function kill(int $pid): void
    {
        if (function_exists('posix_kill')) {
            posix_kill($pid, 9);
        }
        exec('kill -9 ' . $pid);
    }
}
