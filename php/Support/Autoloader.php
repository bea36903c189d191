<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Support;

defined('ABSPATH') || exit;

/** Loads the plugin's classes by PSR-4, without a library. */
final class Autoloader
{
    public static function register(string $folder): void
    {
        spl_autoload_register(
            static function (string $class) use ($folder): void {
                $prefix = 'TelarisForWooCommerce\\';
                if (! str_starts_with($class, $prefix)) {
                    return;
                }
                $file = $folder . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
                if (is_file($file)) {
                    require_once $file;
                }
            }
        );
    }
}
