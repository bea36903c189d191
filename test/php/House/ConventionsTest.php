<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use FilesystemIterator;
use PHPUnit\Framework\TestCase;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use TelarisForWooCommerce\Test\TestEnvironment;

/** What CONTRIBUTING.md asks of the code, where neither PHPStan nor phpcs looks. */
final class ConventionsTest extends TestCase
{
    public function testDatabaseErrorIsUncheckedAndInNoDocblock(): void
    {
        $found = [];
        foreach (array_keys(CodeMap::files()) as $file) {
            if (str_contains((string) file_get_contents(TestEnvironment::plugin() . "/php/$file"), '@throws DatabaseError')) {
                $found[] = $file;
            }
        }
        self::assertSame([], $found);
    }

    /** A default would hide a new case from PHPStan, which otherwise names each place that has to know it. */
    public function testNoMatchOverAnEnumHasADefault(): void
    {
        $found = [];
        foreach (CodeMap::files() as $file => $code) {
            preg_match_all('/\bmatch ?\((?!true\))[^{]*\{([^{}]*)\}/', $code, $matches);
            foreach ($matches[1] as $arms) {
                if (preg_match('/\b[A-Za-z]+::[A-Z]\w*[a-z]\w*,? ?(?:=>|[A-Za-z]+::)/', $arms) === 1 && str_contains($arms, 'default')) {
                    $found[] = "$file: $arms";
                }
            }
        }
        self::assertSame([], $found);
    }

    /** A storefront page would load a class that nobody there needs; test/http/storefront.test.ts counts them. */
    public function testHooksNameNoMethodOfAnotherClass(): void
    {
        preg_match_all('/^\s*add_(?:filter|action)\(.*\\\\\w+::\w+\(\.\.\.\)/m', (string) file_get_contents(TestEnvironment::plugin() . '/php/Plugin.php'), $found);
        self::assertSame([], $found[0]);
    }

    /** A hook's name is made when it is added, on each page; what is added in wp-admin alone is indented deeper. */
    public function testHooksAreNotNamedByAnotherClass(): void
    {
        preg_match_all('/^ {8}add_(?:filter|action)\([^,]*\\\\\w+::[A-Z_]+[^,]*,/m', (string) file_get_contents(TestEnvironment::plugin() . '/php/Plugin.php'), $found);
        self::assertSame([], $found[0]);
    }

    /** PHP 8.1 dies of `Enum::Case->value` in a constant or a default; PHPStan does not say so. */
    public function testNoConstantExpressionReadsAnEnum(): void
    {
        $found = [];
        foreach (CodeMap::files() as $file => $code) {
            preg_match_all('/\bconst \w+ = [^;]*->(?:value|name)\b/', $code, $matches);
            $found = [...$found, ...array_map(static fn (string $line): string => "$file: $line", $matches[0])];
        }
        self::assertSame([], $found);
    }

    /** On macOS and Windows one of the two would be written over the other. */
    public function testNoTwoFilesOfThePluginDifferOnlyInCase(): void
    {
        $folder = TestEnvironment::plugin();
        $byName = [];
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $path => $file) {
            $byName[strtolower((string) $path)][] = substr((string) $path, strlen($folder) + 1);
        }
        self::assertSame([], array_values(array_filter($byName, static fn (array $names): bool => count($names) > 1)));
    }
}
