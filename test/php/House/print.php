<?php

/** Prints how the plugin is built: floors, circles, sizes. What a page of the storefront loads, test/http/storefront.test.ts says. */

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\House;

require dirname(__DIR__) . '/bootstrap.php';

$lines = CodeMap::lines();
$constructors = CodeMap::constructors();
fwrite(STDOUT, sprintf("%d files in %d folders on %d floors\n", count($lines), count(CodeMap::FLOORS) - 1, count(array_unique(CodeMap::FLOORS))));
fwrite(STDOUT, 'folders in a circle: ' . (implode(', ', CodeMap::circles()) ?: 'none') . "\n");
fwrite(STDOUT, 'lines of code: ' . array_sum($lines) . "\n");
foreach (['largest files' => $lines, 'largest constructors' => $constructors] as $title => $sizes) {
    $largest = array_slice($sizes, 0, 5);
    fwrite(STDOUT, "$title: " . implode(', ', array_map(static fn (string $file, int $size): string => "$file $size", array_keys($largest), $largest)) . "\n");
}
