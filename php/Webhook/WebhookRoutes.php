<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

defined('ABSPATH') || exit;

/** The routes that Telaris calls: the two that take messages, and what it reads. */
final class WebhookRoutes
{
    public const NAMESPACE = 'wc-telaris/v1';
    public const NOTIFICATIONS = '/' . self::NAMESPACE . '/notifications';
    public const BATCH = self::NOTIFICATIONS . '/batch';

    public function __construct(private readonly WebhookController $controller, private readonly StatusController $statusController)
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
        register_rest_route(self::NAMESPACE, '/notifications/by-id/(?P<webhook_id>[A-Za-z0-9._:-]{1,191})', [
            ['methods' => 'GET', 'callback' => $this->statusController->show(...), 'permission_callback' => $this->statusController->permit(...)],
        ]);
        register_rest_route(self::NAMESPACE, '/openapi\.json', [
            ['methods' => 'GET', 'callback' => $this->statusController->document(...), 'permission_callback' => '__return_true'],
        ]);
    }
}
