<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use SplFileInfo;
use TelarisForWooCommerce\Test\Ground;

/** A folder of php/ imports only from floors below its own: see docs/architecture.md. */
final class FloorsTest extends TestCase
{
    private const FLOORS = [
        'Support' => 1,
        'Domain' => 2,
        'WooCommerce' => 3,
        'Text' => 3,
        'Storage' => 4,
        'Completion' => 5,
        'Connection' => 5,
        'Background' => 6,
        'Link' => 6,
        'Webhook' => 7,
        'WooCommerceApi' => 7,
        'Cli' => 7,
        'Admin' => 8,
        '' => 9,
    ];

    public function testEachFolderHasItsFloor(): void
    {
        $folders = array_unique(array_map(self::folder(...), array_keys(self::files())));
        sort($folders);
        $known = array_keys(self::FLOORS);
        sort($known);
        self::assertSame($known, $folders);
    }

    public function testImportsGoDownAlone(): void
    {
        $arrows = [];
        foreach (self::files() as $file => $code) {
            foreach (self::references($file, $code) as $folder) {
                if ((self::FLOORS[$folder] ?? 99) >= self::FLOORS[self::folder($file)]) {
                    $arrows[] = "$file imports from $folder/";
                }
            }
        }
        self::assertSame([], $arrows);
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
        self::assertSame($folders, self::references($file, $code));
    }

    /** @return list<string> The folders that a file refers to, but its own. */
    private static function references(string $file, string $code): array
    {
        preg_match_all('/(?<![\w$])(?:\\\\?TelarisForWooCommerce\\\\)?(' . implode('|', array_filter(array_keys(self::FLOORS))) . ')\\\\[A-Z]/', $code, $found);
        $own = str_contains($file, '/') ? self::folder($file) : '';
        return array_values(array_diff(array_unique($found[1]), [$own]));
    }

    private static function folder(string $file): string
    {
        return str_contains($file, '/') ? explode('/', $file)[0] : '';
    }

    /** @return array<string, string> Code without comments, by path below php/. */
    private static function files(): array
    {
        $root = Ground::plugin() . '/php/';
        $files = [];
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root, RecursiveDirectoryIterator::SKIP_DOTS)) as $file) {
            if ($file instanceof SplFileInfo && $file->getExtension() === 'php') {
                $files[substr($file->getPathname(), strlen($root))] = php_strip_whitespace($file->getPathname());
            }
        }
        ksort($files);
        return $files;
    }
}
