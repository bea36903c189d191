<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

use PHPUnit\Framework\Attributes\DataProvider;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use RegexIterator;
use TelarisForWooCommerce\Test\TestEnvironment;
use TelarisForWooCommerce\Test\TestCase;

/** In processes of their own, because the end of a request closes every output buffer, PHPUnit's too. */
final class ResponseFinisherTest extends TestCase
{
    public function testTheAnswerIsOutBeforeTheEmailLeavesAndThatOnce(): void
    {
        self::assertSame(
            ['completed', 'email with 0 buffers open', 'emails: 1, buffers: 0', 'emails: 1'],
            $this->request('invoice')
        );
    }

    /** @return array<string, array{string}> */
    public static function functionsThatHostsSwitchOff(): array
    {
        $names = ['ignore_user_abort', 'set_time_limit', 'ini_set', 'ini_restore', 'fastcgi_finish_request', 'litespeed_finish_request', 'php_uname', 'getmypid', 'usleep', 'debug_backtrace', 'mb_strtolower'];
        return array_combine($names, array_map(static fn (string $name): array => [$name], $names));
    }

    #[DataProvider('functionsThatHostsSwitchOff')]
    public function testTheEmailLeavesWhateverTheHostSwitchesOff(string $function): void
    {
        $said = array_map(trim(...), $this->request('everything', $function));
        self::assertSame(['completed', 'completed', 'completed', 'emails: 3'], [$said[0] ?? null, $said[1] ?? null, $said[2] ?? null, end($said)]);
    }

    #[DataProvider('functionsThatHostsSwitchOff')]
    public function testNoneOfThemIsCalledWithoutALook(string $function): void
    {
        foreach (new RegexIterator(new RecursiveIteratorIterator(new RecursiveDirectoryIterator(TestEnvironment::plugin() . '/php')), '/\.php$/') as $file) {
            $code = (string) file_get_contents((string) $file);
            self::assertTrue(
                preg_match("/(?<![\\w>:'])$function\\(/", $code) !== 1 || str_contains($code, "function_exists('$function')"),
                "$file calls $function()."
            );
        }
    }

    public function testAPageOfTheShopDoesNothingOfOurs(): void
    {
        $said = $this->request('page');
        self::assertContains('emails: 0, buffers: 1', $said);
        self::assertSame('page', end($said), 'Its output is left as it was.');
    }

    /** @return list<string> What came out, line by line. */
    private function request(string $what, string $without = ''): array
    {
        $process = proc_open(
            [PHP_BINARY, '-d', "disable_functions=$without", dirname(__DIR__) . '/Fixtures/after-answer.php', $what],
            [1 => ['pipe', 'w'], 2 => ['pipe', 'w']],
            $pipes,
            null,
            getenv()
        );
        self::assertIsResource($process);
        $out = (string) stream_get_contents($pipes[1]);
        $faults = (string) stream_get_contents($pipes[2]);
        self::assertSame(0, proc_close($process), $faults);
        return array_values(array_filter(explode("\n", $out), static fn (string $line): bool => $line !== ''));
    }
}
