<?php

declare(strict_types=1);

namespace TelarisProbe;

use Throwable;
use WP_Error;
use WP_REST_Request;

/** The probe's REST routes. */
final class Routes
{
    private const ROUTES = [
        ['POST', '/orders', 'create'],
        ['GET', '/orders/(?P<id>\d+)', 'look'],
        ['PUT', '/orders/(?P<id>\d+)', 'setStatus'],
        ['DELETE', '/orders/(?P<id>\d+)', 'delete'],
        ['PUT', '/faults', 'setFaults'],
        ['GET', '/log', 'log'],
        ['DELETE', '/log', 'clearLog'],
        ['GET', '/emails', 'emails'],
        ['PUT', '/options', 'setOptions'],
        ['GET', '/rows/(?P<table>[a-z_]+)', 'rows'],
        ['POST', '/sql', 'sql'],
        ['POST', '/queue', 'runQueue'],
        ['POST', '/reset-counters', 'resetCounters'],
    ];

    /** What needs no plug-in. Every test asks for some, so they are answered before WooCommerce is loaded. */
    private const EARLY = ['setFaults', 'log', 'clearLog', 'emails', 'rows', 'sql', 'resetCounters'];

    public function __construct(
        private readonly Journal $journal,
        private readonly Faults $faults
    ) {
    }

    public function register(): void
    {
        add_action('muplugins_loaded', $this->answerEarly(...), PHP_INT_MAX);
        add_action('rest_api_init', function (): void {
            foreach (self::ROUTES as [$method, $route, $handler]) {
                register_rest_route('telaris-test/v1', $route, [
                    'methods' => $method,
                    'callback' => fn (WP_REST_Request $request) => $this->answer($handler, $request),
                    'permission_callback' => static fn (): bool => self::isAllowed(),
                ]);
            }
        });
    }

    private static function isAllowed(): bool
    {
        return hash_equals((string) TELARIS_PROBE_TOKEN, Call::token());
    }

    private function answerEarly(): void
    {
        // phpcs:ignore WordPress.Security -- Compared only; the token is checked below.
        $asked = is_string($_GET['rest_route'] ?? null) ? $_GET['rest_route'] : '';
        foreach (self::ROUTES as [$method, $route, $handler]) {
            $isAsked = $method === Call::method() && preg_match('#^/telaris-test/v1' . $route . '$#', $asked, $found) === 1;
            if (!$isAsked || !in_array($handler, self::EARLY, true) || !self::isAllowed()) {
                continue;
            }
            $request = new WP_REST_Request($method, $asked);
            $request->set_query_params(wp_unslash($_GET)); // phpcs:ignore WordPress.Security.NonceVerification -- The token is checked.
            $request->set_url_params($found);
            $request->set_header('Content-Type', 'application/json');
            $request->set_body((string) file_get_contents('php://input'));
            try {
                $answer = $this->$handler($request);
            } catch (Throwable $error) {
                status_header(500);
                $answer = ['code' => 'probe', 'message' => $error->getMessage()];
            }
            header('Content-Type: application/json; charset=utf-8');
            echo wp_json_encode($answer);
            exit;
        }
    }

    /** @return mixed */
    private function answer(string $handler, WP_REST_Request $request)
    {
        // As a shop admin, where WooCommerce asks who is doing it.
        wp_set_current_user((int) (get_users(['role' => 'administrator', 'fields' => 'ID', 'number' => 1])[0] ?? 0));
        try {
            return $this->$handler($request);
        } catch (Throwable $error) {
            return new WP_Error('probe', $error->getMessage(), ['status' => 500]);
        }
    }

    /** @return array{id: int, number: string, status: string} */
    private function create(WP_REST_Request $request): array
    {
        $asked = (array) $request->get_json_params() + [
            'status' => 'processing', 'currency' => 'NOK', 'email' => 'kari@example.com', 'items' => [],
            'first_name' => 'Kari', 'last_name' => 'Nordmann',
        ];
        if (($asked['type'] ?? 'shop_order') === 'shop_order_refund') {
            $refund = wc_create_refund(['order_id' => $asked['parent'], 'amount' => $asked['total'] ?? '1']);
            return ['id' => $refund->get_id(), 'number' => '', 'status' => $refund->get_status()];
        }
        $order = wc_create_order();
        $order->set_currency($asked['currency']);
        $order->set_billing_email($asked['email']);
        $order->set_billing_first_name($asked['first_name']);
        $order->set_billing_last_name($asked['last_name']);
        foreach ($asked['items'] as $item) {
            $order->add_product(wc_get_product($item['product_id']), $item['quantity'] ?? 1);
        }
        if ($asked['items'] !== []) {
            $order->calculate_totals();
        }
        if (isset($asked['total'])) {
            $order->set_total($asked['total']);
        }
        if (isset($asked['set_number'])) {
            // As plug-ins for sequential numbers do.
            $order->update_meta_data('_order_number', (string) $asked['set_number']);
        }
        $order->set_status($asked['status']);
        $order->save();
        return ['id' => $order->get_id(), 'number' => $order->get_order_number(), 'status' => $order->get_status()];
    }

    /** @return array<string, mixed> */
    private function look(WP_REST_Request $request): array
    {
        $id = (int) $request['id'];
        wp_cache_flush();
        $status = $this->statusOf($id);
        $order = $status === null ? false : wc_get_order($id);
        $hooks = ['completed' => 0, 'processing_to_completed' => 0, 'status_changed' => 0, 'completed_notification' => 0, 'stock_reduced' => 0];
        $emails = [];
        foreach ($this->journal->all(Witness::fileOf($id)) as $entry) {
            if (isset($entry['hook'])) {
                $hooks[$entry['hook']]++;
            } else {
                $emails[] = ['to' => $entry['to'], 'subject' => $entry['subject'], 'at' => $entry['at']];
            }
        }
        $meta = [];
        foreach ($order ? $order->get_meta_data() : [] as $datum) {
            if (str_contains($datum->key, 'telaris')) {
                $meta[$datum->key] = $datum->value;
            }
        }
        return [
            'id' => $id,
            'number' => $order ? (string) $order->get_order_number() : '',
            'status' => $status,
            'notes' => $order ? array_map(static fn ($note): string => $note->content, wc_get_order_notes(['order_id' => $id])) : [],
            'meta' => (object) $meta,
            'hooks' => $hooks,
            'emails' => $emails,
        ];
    }

    /** @return array{id: int, status: string|null} */
    private function setStatus(WP_REST_Request $request): array
    {
        $id = (int) $request['id'];
        wc_get_order($id)->update_status((string) $request['status'], '', true);
        return ['id' => $id, 'status' => $this->statusOf($id)];
    }

    /** @return array{id: int, status: string|null} */
    private function delete(WP_REST_Request $request): array
    {
        $id = (int) $request['id'];
        wc_get_order($id)->delete((bool) $request['force']);
        return ['id' => $id, 'status' => $this->statusOf($id)];
    }

    /** The status that the database has, without its prefix; null where there is no such order. */
    private function statusOf(int $id): ?string
    {
        global $wpdb;
        $hasOwnTables = get_option('woocommerce_custom_orders_table_enabled') === 'yes';
        $sql = $hasOwnTables
            ? "SELECT status FROM {$wpdb->prefix}wc_orders WHERE id = %d"
            : "SELECT post_status FROM {$wpdb->posts} WHERE ID = %d AND post_type IN ('shop_order', 'shop_order_refund')";
        // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- One of the two above.
        $status = $wpdb->get_var($wpdb->prepare($sql, $id));
        return $status === null ? null : (string) preg_replace('/^wc-/', '', $status);
    }

    /** @return array{on: array<string, mixed>} */
    private function setFaults(WP_REST_Request $request): array
    {
        $faults = (array) $request->get_json_params();
        $this->faults->replace($faults);
        return ['on' => $faults];
    }

    /** @return list<array<string, mixed>> */
    private function log(): array
    {
        return array_slice($this->journal->all(Complaints::FILE), Complaints::seen($this->journal));
    }

    /** @return array{cleared: true} */
    private function clearLog(): array
    {
        Complaints::see($this->journal);
        return ['cleared' => true];
    }

    /** @return list<array<string, mixed>> */
    private function emails(): array
    {
        return $this->journal->all(Witness::MAIL);
    }

    /** @return array<string, mixed> */
    private function setOptions(WP_REST_Request $request): array
    {
        $options = (array) $request->get_json_params();
        foreach ($options as $name => $value) {
            $value === null ? delete_option($name) : update_option($name, $value);
        }
        return array_map('get_option', array_combine(array_keys($options), array_keys($options)));
    }

    /** @return list<array<string, string|null>> */
    private function rows(WP_REST_Request $request): array
    {
        global $wpdb;
        $table = $wpdb->prefix . 'telaris_' . $request['table'];
        $where = [];
        foreach ($request->get_query_params() as $column => $value) {
            if (preg_match('/^[a-z_]+$/', $column) === 1 && $column !== 'rest_route') {
                // phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- A plain word.
                $where[] = $wpdb->prepare("`$column` = %s", $value);
            }
        }
        // phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQL.NotPrepared -- Prepared above.
        $rows = $wpdb->get_results("SELECT * FROM `$table`" . ($where === [] ? '' : ' WHERE ' . implode(' AND ', $where)), ARRAY_A);
        if ($wpdb->last_error !== '') {
            throw new \RuntimeException($wpdb->last_error);
        }
        return $rows;
    }

    /** @return array{affected: int|bool, rows: list<array<string, string|null>>} */
    private function sql(WP_REST_Request $request): array
    {
        global $wpdb;
        $sql = str_replace('{prefix}', $wpdb->prefix, (string) $request['sql']);
        // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- That is what this route is for.
        $affected = $wpdb->query($sql);
        if ($affected === false) {
            throw new \RuntimeException($wpdb->last_error);
        }
        wp_cache_flush();
        return ['affected' => $affected, 'rows' => json_decode((string) wp_json_encode($wpdb->last_result), true)];
    }

    /** @return array{ran: true} */
    private function runQueue(): array
    {
        do_action('action_scheduler_run_queue', 'Probe');
        return ['ran' => true];
    }

    /** @return array{reset: true} */
    private function resetCounters(): array
    {
        $this->journal->forget('order-*.jsonl');
        $this->journal->forget(Witness::MAIL);
        return ['reset' => true];
    }
}
