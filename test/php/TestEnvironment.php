<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test;

/** What the tests run on: the staged plugin, a WordPress and its SQLite driver. */
final class TestEnvironment
{
    private static string $pluginFolder = '';

    private function __construct(
        public readonly string $plugin,
        public readonly string $wordpress,
        public readonly string $sqlite,
        private readonly bool $isStale,
    ) {
    }

    /** @return self|string What is missing and how to get it, for a person. */
    public static function find(string $repository): self|string
    {
        $plugin = self::asked('TELARIS_PLUGIN') ?? "$repository/dist/telaris-for-woocommerce";
        if (! is_file("$plugin/php/Support/Autoloader.php") || ! is_file("$plugin/php/Webhook/rest-schemas.php")) {
            return "There is no plugin in $plugin: run npm run build first.";
        }
        $wordpress = self::asked('TELARIS_WORDPRESS') ?? self::cached('wordpress');
        if ($wordpress === null || ! is_file("$wordpress/wp-includes/version.php")) {
            return 'There is no WordPress' . ($wordpress === null ? ' in ' . self::cache() : " in $wordpress")
                . ': run npm start once, which fetches it, or name a folder in TELARIS_WORDPRESS.';
        }
        $sqlite = self::asked('TELARIS_SQLITE') ?? self::cached('sqlite-database-integration');
        if ($sqlite === null || ! is_file("$sqlite/wp-includes/database/load.php")) {
            return 'There is no SQLite driver for WordPress' . ($sqlite === null ? ' in ' . self::cache() : " in $sqlite")
                . ': run npm start once, which fetches it, or name a folder in TELARIS_SQLITE.';
        }
        self::$pluginFolder = $plugin;
        return new self($plugin, $wordpress, $sqlite, self::differs("$repository/php", "$plugin/php"));
    }

    /** The folder of the plugin under test. */
    public static function plugin(): string
    {
        return self::$pluginFolder;
    }

    public function describe(): string
    {
        preg_match('/\$wp_version\s*=\s*\'([^\']+)\'/', (string) file_get_contents("$this->wordpress/wp-includes/version.php"), $version);
        return sprintf('WordPress %s, PHP %s, plugin in %s', $version[1] ?? '?', PHP_VERSION, $this->plugin)
            . ($this->isStale ? "\nThat plugin is not what php/ holds now: npm run build stages it anew." : '');
    }

    private static function asked(string $name): ?string
    {
        $value = getenv($name);
        return is_string($value) && $value !== '' ? rtrim($value, '/') : null;
    }

    /** Where test/shop/paths.ts keeps what can be fetched again. */
    private static function cache(): string
    {
        return (self::asked('XDG_CACHE_HOME') ?? (self::asked('HOME') ?? '') . '/.cache') . '/telaris-for-woocommerce';
    }

    /** The newest wp-studio package that the shop unpacked has it. */
    private static function cached(string $part): ?string
    {
        $found = glob(self::cache() . "/wp-studio@*/$part", GLOB_ONLYDIR) ?: [];
        usort($found, 'strnatcmp');
        return array_pop($found);
    }

    private static function differs(string $source, string $staged): bool
    {
        foreach (glob("$source/{*,*/*,*/*/*}.php", GLOB_BRACE) ?: [] as $file) {
            $copy = $staged . substr($file, strlen($source));
            if (! is_file($copy) || md5_file($copy) !== md5_file($file)) {
                return true;
            }
        }
        return false;
    }
}
