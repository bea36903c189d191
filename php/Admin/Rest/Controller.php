<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

defined('ABSPATH') || exit;

/** Routes of the screen that belong together. */
interface Controller
{
    public function registerRoutes(AdminRoutes $routes): void;
}
