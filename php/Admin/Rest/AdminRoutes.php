<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use Closure;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Webhook\Schemas;
use TelarisForWooCommerce\Webhook\WebhookRoutes;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Registers the screen's routes: who may call each, what shape its arguments have, and what is answered when the database fails. */
final class AdminRoutes
{
    public function __construct(
        private readonly Permissions $permissions,
        private readonly SiteIdentity $siteIdentity,
        private readonly Schemas $schemas,
        private readonly Logger $logger,
    ) {
    }

    /**
     * @param non-falsy-string $path
     * @param Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error) $callback
     * @param string|null $operation Its query parameters are the arguments, by operationId in openapi.json.
     */
    public function get(string $path, Access $access, Closure $callback, ?string $operation = null): void
    {
        $this->add('GET', $path, $access, $callback, $operation === null ? [] : $this->schemas->parameters($operation));
    }

    /**
     * @param non-falsy-string $path
     * @param Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error) $callback
     * @param string|null $schema Its properties are the arguments, by name in openapi.json.
     */
    public function write(string $method, string $path, Access $access, Closure $callback, ?string $schema = null): void
    {
        $this->add($method, $path, $access, $callback, $schema === null ? [] : $this->schemas->properties($schema));
    }

    /**
     * @param non-falsy-string $path
     * @param Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error) $callback
     * @param array<string, mixed> $args
     */
    private function add(string $method, string $path, Access $access, Closure $callback, array $args): void
    {
        register_rest_route(WebhookRoutes::NAMESPACE, $path, [[
            'methods' => $method,
            'callback' => fn (WP_REST_Request $request): WP_REST_Response|WP_Error => $this->answer($request, $access, $callback, $args),
            'permission_callback' => fn (): bool => $this->permissions->may($access),
            'args' => $args,
        ]]);
    }

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @param Closure(WP_REST_Request<array<mixed>>): (WP_REST_Response|WP_Error) $callback
     * @param array<string, mixed> $args
     */
    private function answer(WP_REST_Request $request, Access $access, Closure $callback, array $args): WP_REST_Response|WP_Error
    {
        // WordPress lets fields pass that the contract does not have.
        $unknown = array_diff(array_keys($request->get_json_params() ?? []), array_keys($args));
        if ($unknown !== []) {
            /* translators: %s: names of fields. */
            return new WP_Error('invalid_payload', sprintf(__('There is no such field: %s.', 'telaris-for-woocommerce'), implode(', ', $unknown)), ['status' => 400]);
        }
        if ($access === Access::Complete && $this->siteIdentity->isMoved()) {
            return new WP_Error('shop_moved', SiteIdentity::explanation(), ['status' => 409]);
        }
        try {
            return $callback($request);
        } catch (DatabaseError $error) {
            $this->logger->error('The database did not answer the screen.', ['error' => $error->getMessage()]);
            return new WP_Error('internal_error', __('The database did not answer. Try again in a moment.', 'telaris-for-woocommerce'), ['status' => 503, 'retryable' => true]);
        }
    }
}
