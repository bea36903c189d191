<?php

/**
 * Plugin Name: Single File
 */

declare(strict_types=1);

return static fn (callable $do): mixed => $do();
