<?php

/**
 * Prepares a PHP process for the unit tests: the plugin as it ships, on the functions of a real WordPress.
 *
 * TELARIS_PLUGIN     the installed plugin; without it what `npm run build` staged
 * TELARIS_WORDPRESS  a folder with WordPress; without it the one that the test shop unpacked into the user's cache
 * TELARIS_SQLITE     WordPress's SQLite driver; without it the one beside that WordPress
 */

declare(strict_types=1);

namespace TelarisForWooCommerce\Test;

use Composer\Autoload\ClassLoader;
use TelarisForWooCommerce\Support\Autoloader;

/** @var ClassLoader $composer */
$composer = require dirname(__DIR__, 2) . '/vendor/autoload.php';

$environment = TestEnvironment::find(dirname(__DIR__, 2));
if (is_string($environment)) {
    fwrite(STDERR, "$environment\n");
    exit(1);
}
fwrite(STDERR, $environment->describe() . "\n");

WordPress::load($environment);

// The plugin's classes come from the staged plugin by its own autoloader, never from php/ by Composer's.
$composer->setPsr4('TelarisForWooCommerce\\', []);
require_once $environment->plugin . '/php/Support/Autoloader.php';
Autoloader::register($environment->plugin . '/php');

Fixtures\WooCommerce::load();
