<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Access;
use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Webhook\Schemas;
use TelarisForWooCommerce\Webhook\WebhookRoutes;
use WP_Error;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * What assistants and other software may do, through WordPress's Abilities API.
 *
 * Each ability is a route of the screen: what it takes, who may use it and what is answered is the same.
 */
final class Abilities
{
    public const CATEGORY = 'telaris-for-woocommerce';

    public function __construct(private readonly Permissions $permissions, private readonly Schemas $schemas)
    {
    }

    public function registerCategory(): void
    {
        wp_register_ability_category(self::CATEGORY, [
            'label' => __('Telaris', 'telaris-for-woocommerce'),
            'description' => __('Orders and their invoices in Telaris.', 'telaris-for-woocommerce'),
        ]);
    }

    public function register(): void
    {
        $this->add(
            'list-notifications',
            __('List the sync history', 'telaris-for-woocommerce'),
            __('What Telaris said about orders, newest first: what became of it, why it failed and what to do.', 'telaris-for-woocommerce'),
            'GET',
            '/notifications',
            Access::Read,
            $this->schemas->parameters('listNotifications')
        );
        $this->add(
            'get-health',
            __('Check the connection to Telaris', 'telaris-for-woocommerce'),
            __('When Telaris last called, how many orders failed, need a check or await their invoice, and what is wrong with the connection.', 'telaris-for-woocommerce'),
            'GET',
            '/health',
            Access::Read,
            []
        );
        $this->add(
            'list-awaiting',
            __('List orders that await their invoice', 'telaris-for-woocommerce'),
            __('Orders that Telaris imported and has not invoiced, oldest first.', 'telaris-for-woocommerce'),
            'GET',
            '/awaiting',
            Access::Read,
            $this->schemas->parameters('listAwaiting')
        );
        $this->add(
            'preview-resend',
            __('Preview re-sending', 'telaris-for-woocommerce'),
            __('Says what re-sending notifications would do to their orders. Changes nothing.', 'telaris-for-woocommerce'),
            'POST',
            '/notifications/preview',
            Access::Read,
            $this->schemas->properties('PreviewRequest')
        );
        $id = ['type' => 'integer', 'minimum' => 1, 'required' => true];
        $this->add(
            'resend-notification',
            __('Re-send a notification', 'telaris-for-woocommerce'),
            __('Sets the order of a failed notification to Completed: WooCommerce captures the payment, reduces stock and sends the customer an email. Nothing is sent to Telaris. Preview it first.', 'telaris-for-woocommerce'),
            'POST',
            '/notifications/{id}/resend',
            Access::Complete,
            ['id' => $id] + $this->schemas->properties('ResendOptions')
        );
        $this->add(
            'link-order',
            __('Link an order', 'telaris-for-woocommerce'),
            __('Links a WooCommerce order to an order in Telaris. What waited for the link is then completed.', 'telaris-for-woocommerce'),
            'PUT',
            '/orders/{id}/link',
            Access::Complete,
            ['id' => $id] + $this->schemas->properties('LinkRequest')
        );
    }

    /**
     * @param lowercase-string $name
     * @param array<string, mixed> $properties
     */
    private function add(string $name, string $label, string $description, string $method, string $route, Access $access, array $properties): void
    {
        $isReadOnly = $access === Access::Read;
        wp_register_ability(self::CATEGORY . "/$name", [
            'label' => $label,
            'description' => $description,
            'category' => self::CATEGORY,
            'input_schema' => ['type' => 'object', 'properties' => $properties, 'additionalProperties' => false, 'default' => []],
            'execute_callback' => fn (mixed $input = []): mixed => $this->execute($method, $route, is_array($input) ? $input : []),
            'permission_callback' => fn (): bool => $this->permissions->may($access),
            'meta' => [
                'annotations' => ['readonly' => $isReadOnly, 'destructive' => ! $isReadOnly, 'idempotent' => true],
                'show_in_rest' => true,
            ],
        ]);
    }

    /**
     * @param array<mixed> $input
     * @return mixed What the route answers.
     */
    private function execute(string $method, string $route, array $input): mixed
    {
        $id = $input['id'] ?? '';
        $request = new WP_REST_Request($method, '/' . WebhookRoutes::NAMESPACE . str_replace('{id}', is_int($id) ? (string) $id : '', $route));
        unset($input['id']);
        if ($method === 'GET') {
            $request->set_query_params($input);
        } else {
            $request->set_header('Content-Type', 'application/json');
            $request->set_body((string) wp_json_encode((object) $input));
        }
        $response = rest_do_request($request);
        return $response->is_error() ? $response->as_error() ?? new WP_Error('internal_error') : $response->get_data();
    }
}
