<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\ApiKeys;
use TelarisForWooCommerce\WooCommerce\OrderTables;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** What the merchant chose, and what there is to choose from. */
final class SettingsController implements Controller
{
    /** Nobody expects an invoice to finish these; and a Completed order is finished. */
    private const NEVER = ['completed', 'cancelled', 'refunded', 'checkout-draft'];

    public function __construct(private readonly Settings $settings, private readonly ApiKeys $keys)
    {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/settings', Access::Manage, fn () => $this->show());
        $routes->write('PUT', '/settings', Access::Manage, $this->change(...), 'SettingsChange');
    }

    public function show(): WP_REST_Response
    {
        $marked = $this->settings->markedKey();
        $keys = $this->keys->all();
        $ids = array_column($keys, 'id');
        $statuses = $this->statuses();
        $offered = $this->keys->offered();
        $known = static fn (?int $id): ?int => in_array($id, $ids, true) ? $id : null;

        return new WP_REST_Response(
            [
                // A key may have been revoked since.
                'marked_key' => $known($marked),
                'statuses' => array_map(
                    static fn (string $status, string $label): array => ['status' => $status, 'label' => $label],
                    array_keys($statuses),
                    $statuses
                ),
                'api_keys' => $keys,
                'offered_guard' => $marked !== null && ! $this->settings->protectsCoreApi() ? Settings::PROTECT : null,
                'offered_key' => $offered === $marked ? null : $known($offered),
            ] + $this->settings->all()
        );
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function change(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $key = $request['marked_key'];
        if ($key !== null && ! in_array($key, array_column($this->keys->all(), 'id'), true)) {
            return self::invalid('marked_key', __('There is no such API key.', 'telaris-for-woocommerce'));
        }
        $statuses = $request['completes_from'];
        if (is_array($statuses) && array_diff(array_filter($statuses, is_string(...)), array_keys($this->statuses())) !== []) {
            return self::invalid('completes_from', __('Orders cannot be completed from one of these statuses.', 'telaris-for-woocommerce'));
        }
        $this->settings->choose(array_filter(
            $request->get_params(),
            static fn (string|int $name): bool => is_string($name),
            ARRAY_FILTER_USE_KEY
        ));
        return $this->show();
    }

    /** @return array<string, string> Names by status, without "wc-". */
    private function statuses(): array
    {
        $names = [];
        foreach (wc_get_order_statuses() as $status => $name) {
            $names[OrderTables::withoutPrefix((string) $status)] = $name;
        }
        return array_diff_key($names, array_flip(self::NEVER));
    }

    private static function invalid(string $field, string $message): WP_Error
    {
        return new WP_Error('rest_invalid_param', $message, ['status' => 400, 'params' => [$field => $message]]);
    }
}
