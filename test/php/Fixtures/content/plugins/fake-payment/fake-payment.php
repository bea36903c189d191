<?php

/**
 * Plugin Name: Fake Payment
 */

declare(strict_types=1);

// Calls from the plugin's main file.
return static fn (callable $do): mixed => $do();
