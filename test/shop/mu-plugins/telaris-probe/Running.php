<?php

declare(strict_types=1);

namespace TelarisProbe;

/**
 * Which requests are at work, those included whose caller has been answered.
 *
 * Each holds a shared lock on one file until its very end; the kernel lets go of
 * it where a process is killed.
 */
final class Running
{
    private const FILE = 'running';

    private const PATIENCE_SECONDS = 30;

    /** @var resource|null */
    private static $held = null;

    public static function begin(Journal $journal): void
    {
        $file = fopen($journal->path(self::FILE), 'c');
        if ($file !== false && flock($file, LOCK_SH)) {
            self::$held = $file;
        }
    }

    /** Waits until nothing is at work any more; false where that did not come. */
    public static function waitForEnd(Journal $journal): bool
    {
        $file = fopen($journal->path(self::FILE), 'c');
        $until = microtime(true) + self::PATIENCE_SECONDS;
        while ($file !== false && microtime(true) < $until) {
            if (flock($file, LOCK_EX | LOCK_NB)) {
                return true;
            }
            usleep(5000);
        }
        return false;
    }
}
