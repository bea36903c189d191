<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

defined('ABSPATH') || exit;

/** The two routes that Telaris calls. */
final class WebhookRoutes
{
    public const NAMESPACE = 'wc-telaris/v1';
    public const NOTIFICATIONS = '/' . self::NAMESPACE . '/notifications';
    public const BATCH = self::NOTIFICATIONS . '/batch';

    public function __construct(private readonly WebhookController $controller)
    {
    }

    /** Without `args`: WordPress checks those before it asks who is calling. */
    public function register(): void
    {
        $permission = $this->controller->permit(...);
        register_rest_route(self::NAMESPACE, '/notifications', [
            ['methods' => 'POST', 'callback' => $this->controller->receive(...), 'permission_callback' => $permission],
        ]);
        register_rest_route(self::NAMESPACE, '/notifications/batch', [
            ['methods' => 'POST', 'callback' => $this->controller->receiveBatch(...), 'permission_callback' => $permission],
        ]);
    }
}
