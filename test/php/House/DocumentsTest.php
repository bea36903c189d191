<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use PHPUnit\Framework\TestCase;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Test\TestEnvironment;

/** What the documents say of the code is there. */
final class DocumentsTest extends TestCase
{
    private const REPOSITORY = __DIR__ . '/../../..';

    public function testEveryFileThatADocumentNamesIsThere(): void
    {
        $missing = [];
        foreach ($this->documents() as $name => $text) {
            preg_match_all('/`((?:[\w.-]+\/)*[\w.-]+\.(?:php|tsx?|json|txt|md)|(?:[\w.-]+\/)+)`/', $text, $found);
            preg_match_all('/\]\((?!https?:)([^)#]+)/', $text, $links);
            foreach ([...$found[1], ...array_map(static fn (string $link): string => dirname($name) . "/$link", $links[1])] as $path) {
                if (! $this->exists($path)) {
                    $missing[] = "$name: $path";
                }
            }
        }
        self::assertSame([], $missing);
    }

    public function testReadmeSaysWhatToDoForEveryCodeOfTheContract(): void
    {
        $contract = json_decode((string) file_get_contents(self::REPOSITORY . '/plugin/openapi.json'), true);
        $schemas = $contract['components']['schemas'];
        $codes = [...$schemas['Code']['enum'], ...$schemas['AnswerCode']['oneOf'][1]['enum']];
        preg_match_all('/^\| [2-5]\d\d.*$/m', $this->documents()['README.md'], $rows);
        preg_match_all('/`([a-z_]+)`/', implode("\n", $rows[0]), $named);
        self::assertSame([], array_values(array_diff($codes, $named[1])));
    }

    public function testOperatingHasTheContractsCatalogueOfCodes(): void
    {
        $schemas = json_decode((string) file_get_contents(self::REPOSITORY . '/plugin/openapi.json'), true)['components']['schemas'];
        $again = ['no' => 'no', 'later' => 'later, the same message', 'person' => 'a person in the shop', 'mend' => 'no: mend it'];
        $rows = [];
        foreach ([$schemas['Code'], $schemas['AnswerCode']['oneOf'][1]] as $part) {
            self::assertEqualsCanonicalizing($part['enum'], array_keys($part['x-codes']));
            foreach ($part['x-codes'] as $name => $code) {
                $rows["{$code['status']} $name"] = "| {$code['status']} | `$name` | {$again[$code['again']]} | {$code['means']} |";
                $result = ResultCode::tryFrom($name);
                self::assertSame($result?->httpStatus() ?? $code['status'], $code['status'], $name);
                self::assertSame($result?->isRetryable() ?? $code['again'] === 'later', $code['again'] === 'later', $name);
            }
        }
        ksort($rows);
        self::assertStringContainsString(implode("\n", $rows), $this->documents()['docs/operating.md']);
    }

    public function testArchitectureListsEveryTable(): void
    {
        preg_match_all('/^\| `(\w+)` \| .* \| `(?:Storage|Support)\//m', $this->documents()['docs/architecture.md'], $found);
        self::assertEqualsCanonicalizing(Schema::TABLES, $found[1]);
    }

    public function testArchitectureListsEveryFolder(): void
    {
        $floors = $this->documents()['docs/architecture.md'];
        foreach (glob(TestEnvironment::plugin() . '/php/*', GLOB_ONLYDIR) ?: [] as $folder) {
            self::assertMatchesRegularExpression('/^\| \d \| `' . basename($folder) . '\//m', $floors);
        }
    }

    /** @return array<string, string> Text by path. */
    private function documents(): array
    {
        $documents = [];
        foreach (glob(self::REPOSITORY . '/{README,CONTRIBUTING,SECURITY,AGENTS,docs/*,docs/decisions/*}.md', GLOB_BRACE) ?: [] as $file) {
            $documents[substr($file, strlen(self::REPOSITORY) + 1)] = (string) file_get_contents($file);
        }
        self::assertGreaterThan(8, count($documents));
        return $documents;
    }

    /** In one of the folders that documents write paths from; what the build makes counts. */
    private function exists(string $path): bool
    {
        foreach ([self::REPOSITORY, self::REPOSITORY . '/php', self::REPOSITORY . '/admin-ui/src', self::REPOSITORY . '/test', TestEnvironment::plugin()] as $root) {
            if (file_exists("$root/$path")) {
                return true;
            }
        }
        // WordPress's own.
        return $path === 'wp-config.php';
    }
}
