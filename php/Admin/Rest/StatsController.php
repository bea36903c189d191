<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Storage\NotificationStats;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The last days in numbers. */
final class StatsController implements Controller
{
    private const DAYS = 30;

    public function __construct(private readonly NotificationStats $stats)
    {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/stats', Access::Read, fn () => $this->stats());
    }

    public function stats(): WP_REST_Response
    {
        return new WP_REST_Response(['days' => $this->stats->days(self::DAYS, wp_timezone(), time())]);
    }
}
