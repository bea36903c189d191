<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Background;

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

    public function testAPageOfTheShopDoesNothingOfOurs(): void
    {
        $said = $this->request('page');
        self::assertContains('emails: 0, buffers: 1', $said);
        self::assertSame('page', end($said), 'Its output is left as it was.');
    }

    /** @return list<string> What came out, line by line. */
    private function request(string $what): array
    {
        $process = proc_open(
            [PHP_BINARY, dirname(__DIR__) . '/Fixtures/after-answer.php', $what],
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
