<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** A folder of php/ imports only from floors below its own: see docs/architecture.md. */
final class FloorsTest extends TestCase
{
    public function testEachFolderHasItsFloor(): void
    {
        $folders = array_unique(array_map(CodeMap::folder(...), array_keys(CodeMap::files())));
        self::assertEqualsCanonicalizing(array_keys(CodeMap::FLOORS), $folders);
    }

    public function testImportsGoOnlyDown(): void
    {
        $arrows = [];
        foreach (CodeMap::files() as $file => $code) {
            foreach (CodeMap::references($file, $code) as $folder) {
                if ((CodeMap::FLOORS[$folder] ?? 99) >= CodeMap::FLOORS[CodeMap::folder($file)]) {
                    $arrows[] = "$file imports from $folder/";
                }
            }
        }
        self::assertSame([], $arrows);
        self::assertSame([], CodeMap::circles());
    }

    /** @return array<string, array{string, string, list<string>}> File, code, folders. */
    public static function codes(): array
    {
        return [
            'a use line' => ['Domain/X.php', "namespace N;\nuse TelarisForWooCommerce\\Storage\\Y;", ['Storage']],
            'in its own folder' => ['Domain/X.php', 'use TelarisForWooCommerce\\Domain\\Y;', []],
            'a qualified name' => ['Plugin.php', 'new Completion\\OrderCompleter()', ['Completion']],
            'its full name' => ['Domain/X.php', '\\TelarisForWooCommerce\\Admin\\AdminPage::url()', ['Admin']],
        ];
    }

    /** @param list<string> $folders */
    #[DataProvider('codes')]
    public function testAnImportIsFound(string $file, string $code, array $folders): void
    {
        self::assertSame($folders, CodeMap::references($file, $code));
    }
}
