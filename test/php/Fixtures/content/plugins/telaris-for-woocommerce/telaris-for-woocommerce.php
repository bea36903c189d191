<?php

/**
 * Plugin Name: Telaris for WooCommerce
 */

declare(strict_types=1);

return static fn (callable $do): mixed => $do();
