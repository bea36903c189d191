<?php

// What WordPress defines before a plug-in runs, for PHPStan.

declare(strict_types=1);

define('ABSPATH', (string) getenv('ABSPATH'));
define('WP_PLUGIN_DIR', ABSPATH . 'wp-content/plugins');
define('WPMU_PLUGIN_DIR', ABSPATH . 'wp-content/mu-plugins');
define('ARRAY_A', 'ARRAY_A');
