<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use StandardWebhooks\Webhook;
use TelarisForWooCommerce\Connection\SecretEncryption;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Plugin;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Database;
use WP_REST_Request;
use WP_REST_Response;

/** Telaris, calling a shop whose plugin has booted, hooks and all, in this process. */
final class Telaris
{
    private static int $sent = 0;

    private function __construct(private readonly string $secret)
    {
    }

    public static function ofBootedPlugin(Database $database): self
    {
        $GLOBALS['wp_rest_server'] = null;
        (new Plugin(WP_PLUGIN_DIR . '/telaris-for-woocommerce/telaris-for-woocommerce.php', '1.2.3'))->boot();
        do_action('plugins_loaded');
        return new self((new SigningSecrets(new SecretEncryption(), new Counters($database)))->create(24)['secret']);
    }

    /** @param array<string, mixed>|string $body */
    public function request(array|string $body, ?string $id = null): WP_REST_Request
    {
        $text = is_string($body) ? $body : (string) json_encode($body);
        $id ??= 'msg_telaris_' . ++self::$sent;
        $request = new WP_REST_Request('POST', '/wc-telaris/v1/notifications');
        $request->set_header('Content-Type', 'application/json');
        $request->set_header('webhook-id', $id);
        $request->set_header('webhook-timestamp', (string) time());
        $request->set_header('webhook-signature', (new Webhook($this->secret))->sign($id, time(), $text));
        $request->set_body($text);
        return $request;
    }

    /** @param array<string, mixed>|string $body */
    public function sends(array|string $body, ?string $id = null): WP_REST_Response
    {
        return self::dispatch($this->request($body, $id));
    }

    /** @param array<string, mixed> $more Fields of `data`. */
    public function invoices(int $orderId, array $more = [], ?string $id = null): WP_REST_Response
    {
        $data = $more + ['integration_reference' => (string) $orderId, 'telaris_order' => "T$orderId", 'invoice' => ['number' => "F$orderId"]];
        return $this->sends(['type' => 'order.invoiced', 'data' => $data], $id);
    }

    /** As WP_REST_Server::serve_request() does it, without writing anything. */
    public static function dispatch(WP_REST_Request $request): WP_REST_Response
    {
        $server = rest_get_server();
        $response = apply_filters('rest_post_dispatch', rest_ensure_response($server->dispatch($request)), $server, $request);
        assert($response instanceof WP_REST_Response);
        return $response;
    }

    /** What Action Scheduler would do now, or a call after its answer. */
    public function waits(): void
    {
        do_action('telaris_for_woocommerce_due');
    }
}
