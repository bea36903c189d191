<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Domain\StatusQuestion;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** What Telaris reads by GET: what became of one message, and the contract itself. */
final class StatusController
{
    /** @param string $document The path of openapi.json. */
    public function __construct(
        private readonly StatusReport $statusReport,
        private readonly WebhookAuthenticator $authenticator,
        private readonly Logger $logger,
        private readonly string $document,
    ) {
    }

    /**
     * A person, or a WooCommerce API key with read permission, which WooCommerce has checked; never a secret in an address.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function permit(WP_REST_Request $request): bool
    {
        return current_user_can('edit_others_shop_orders')
            && (! $this->authenticator->hasApiKey() || (is_ssl() && ! array_key_exists('consumer_secret', $request->get_query_params())));
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function show(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $id = $request->get_url_params()['webhook_id'] ?? '';
        try {
            $report = $this->statusReport->of(new StatusQuestion([is_string($id) ? $id : '']))[0];
        } catch (DatabaseError $error) {
            $this->logger->error('The database did not say what became of a message.', ['error' => $error->getMessage()]);
            return new WP_Error('internal_error', __('The database did not answer. Try again in a moment.', 'telaris-for-woocommerce'), ['status' => 503, 'retryable' => true]);
        }
        return $report['known'] === true
            ? new WP_REST_Response($report)
            : new WP_Error('notification_not_found', __('No message with this webhook-id came, or it has been removed from the history.', 'telaris-for-woocommerce'), ['status' => 404, 'retryable' => false]);
    }

    /** The contract as it ships, at the address of this shop. It has no secrets. */
    public function document(): WP_REST_Response|WP_Error
    {
        // phpcs:ignore WordPress.WP.AlternativeFunctions.file_get_contents_file_get_contents -- a file of our own.
        $document = json_decode((string) file_get_contents($this->document));
        if (! is_object($document)) {
            return new WP_Error('internal_error', __('The file openapi.json of the plugin cannot be read.', 'telaris-for-woocommerce'), ['status' => 500]);
        }
        return new WP_REST_Response(['servers' => [['url' => untrailingslashit(rest_url(WebhookRoutes::NAMESPACE))]]] + get_object_vars($document));
    }
}
