<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use ReflectionClass;
use SplFileInfo;
use TelarisForWooCommerce\Test\TestEnvironment;

/** The plugin's own files: what they import, and how large they are. */
final class CodeMap
{
    /** Folders, each with its floor. */
    public const FLOORS = [
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

    /** @return array<string, string> Code without comments, by path below php/. */
    public static function files(): array
    {
        $root = TestEnvironment::plugin() . '/php/';
        $files = [];
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($root, RecursiveDirectoryIterator::SKIP_DOTS)) as $file) {
            if ($file instanceof SplFileInfo && $file->getExtension() === 'php') {
                $files[substr($file->getPathname(), strlen($root))] = php_strip_whitespace($file->getPathname());
            }
        }
        ksort($files);
        return $files;
    }

    public static function folder(string $file): string
    {
        return str_contains($file, '/') ? explode('/', $file)[0] : '';
    }

    /** @return list<string> The other folders that a file refers to. */
    public static function references(string $file, string $code): array
    {
        preg_match_all('/(?<![\w$])(?:\\\\?TelarisForWooCommerce\\\\)?(' . implode('|', array_filter(array_keys(self::FLOORS))) . ')\\\\[A-Z]/', $code, $found);
        return array_values(array_diff(array_unique($found[1]), [self::folder($file)]));
    }

    /** @return list<string> Folders that lead back to themselves by their imports. */
    public static function circles(): array
    {
        $imports = [];
        foreach (self::files() as $file => $code) {
            $folder = self::folder($file);
            $imports[$folder] = array_merge($imports[$folder] ?? [], self::references($file, $code));
        }
        return array_values(array_filter(array_keys($imports), static function (string $folder) use ($imports): bool {
            $reached = [];
            $next = $imports[$folder];
            while ($next !== []) {
                $at = array_pop($next);
                if (! isset($reached[$at])) {
                    $reached[$at] = true;
                    array_push($next, ...$imports[$at] ?? []);
                }
            }
            return isset($reached[$folder]);
        }));
    }

    /** @return array<string, int> Parameters of each constructor but those of values, most first. */
    public static function constructors(): array
    {
        $sizes = [];
        foreach (array_keys(self::files()) as $file) {
            $class = 'TelarisForWooCommerce\\' . strtr(substr($file, 0, -4), '/', '\\');
            if (self::folder($file) !== 'Domain' && (class_exists($class) || interface_exists($class) || trait_exists($class))) {
                $sizes[$file] = (new ReflectionClass($class))->getConstructor()?->getNumberOfParameters() ?? 0;
            }
        }
        arsort($sizes);
        return $sizes;
    }

    /** @return array<string, int> Lines of each file that hold more than a comment, most first. */
    public static function lines(): array
    {
        $lines = [];
        foreach (array_keys(self::files()) as $file) {
            $code = '';
            foreach (token_get_all((string) file_get_contents(TestEnvironment::plugin() . "/php/$file")) as $token) {
                $isComment = is_array($token) && in_array($token[0], [T_COMMENT, T_DOC_COMMENT], true);
                $code .= $isComment ? '' : (is_array($token) ? $token[1] : $token);
            }
            $lines[$file] = count(array_filter(explode("\n", $code), static fn (string $line): bool => trim($line) !== ''));
        }
        arsort($lines);
        return $lines;
    }
}
