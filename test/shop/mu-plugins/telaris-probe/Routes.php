<?php

declare(strict_types=1);

namespace TelarisProbe;

use Throwable;
use WP_REST_Request;

/** The probe's REST routes. */
final class Routes
{
    private const ROUTES = [
        ['POST', '/orders', 'create'],
        ['POST', '/orders/many', 'createMany'],
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
        ['POST', '/wait', 'waitForEnd'],
        ['POST', '/php', 'php'],
    ];

    /** What needs no plug-in, and is answered before WooCommerce is loaded. */
    private const EARLY = ['look', 'setFaults', 'log', 'clearLog', 'emails', 'rows', 'sql', 'resetCounters', 'waitForEnd'];

    public function __construct(
        private readonly Journal $journal,
        private readonly Faults $faults
    ) {
    }

    /** Every test asks for some of this, so it is answered without the REST server, which makes hundreds of routes first. */
    public function register(): void
    {
        add_action('muplugins_loaded', fn () => $this->answer(true), PHP_INT_MAX);
        add_action('wp_loaded', fn () => $this->answer(false), PHP_INT_MAX);
    }

    private static function isAllowed(): bool
    {
        return hash_equals((string) TELARIS_PROBE_TOKEN, Call::token());
    }

    private function answer(bool $isEarly): void
    {
        // phpcs:ignore WordPress.Security -- Compared only; the token is checked below.
        $asked = is_string($_GET['rest_route'] ?? null) ? $_GET['rest_route'] : '';
        foreach (self::ROUTES as [$method, $route, $handler]) {
            $isAsked = $method === Call::method() && preg_match('#^/telaris-test/v1' . $route . '$#', $asked, $found) === 1;
            if (!$isAsked || in_array($handler, self::EARLY, true) !== $isEarly || !self::isAllowed()) {
                continue;
            }
            $request = new WP_REST_Request($method, $asked);
            $request->set_query_params(wp_unslash($_GET)); // phpcs:ignore WordPress.Security.NonceVerification -- The token is checked.
            $request->set_url_params($found);
            $request->set_header('Content-Type', 'application/json');
            $request->set_body((string) file_get_contents('php://input'));
            if (!$isEarly) {
                define('REST_REQUEST', true);
                // As a shop admin, where WooCommerce asks who is doing it.
                wp_set_current_user((int) (get_users(['role' => 'administrator', 'fields' => 'ID', 'number' => 1])[0] ?? 0));
            }
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

    /** @return list<array{id: int, number: string, status: string}> */
    private function createMany(WP_REST_Request $request): array
    {
        return array_map(fn (): array => $this->create($request), range(1, (int) $request['count']));
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
        global $wpdb;
        $id = (int) $request['id'];
        $status = $this->statusOf($id);
        $hooks = ['completed' => 0, 'processing_to_completed' => 0, 'status_changed' => 0, 'completed_notification' => 0, 'stock_reduced' => 0];
        $emails = [];
        foreach ($this->journal->all(Witness::fileOf($id)) as $entry) {
            if (isset($entry['hook'])) {
                $hooks[$entry['hook']]++;
            } else {
                $emails[] = ['to' => $entry['to'], 'subject' => $entry['subject'], 'at' => $entry['at']];
            }
        }
        $meta = $status === null ? [] : $this->metaOf($id);
        return [
            'id' => $id,
            'number' => $status === null ? '' : (string) (($meta['_order_number'] ?? '') ?: $id),
            'status' => $status,
            'notes' => $status === null ? [] : $wpdb->get_col($wpdb->prepare(
                "SELECT comment_content FROM {$wpdb->comments} WHERE comment_post_ID = %d AND comment_type = 'order_note' AND comment_approved = '1' ORDER BY comment_ID DESC",
                $id
            )),
            'meta' => (object) array_filter($meta, static fn (string $key): bool => str_contains($key, 'telaris'), ARRAY_FILTER_USE_KEY),
            'hooks' => $hooks,
            'emails' => $emails,
        ];
    }

    /** @return array<string, mixed> */
    private function metaOf(int $id): array
    {
        global $wpdb;
        $sql = self::hasOwnTables()
            ? "SELECT meta_key, meta_value FROM {$wpdb->prefix}wc_orders_meta WHERE order_id = %d"
            : "SELECT meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id = %d";
        // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- One of the two above.
        $rows = $wpdb->get_results($wpdb->prepare($sql, $id), ARRAY_A);
        return array_map('maybe_unserialize', array_column($rows, 'meta_value', 'meta_key'));
    }

    private static function hasOwnTables(): bool
    {
        return get_option('woocommerce_custom_orders_table_enabled') === 'yes';
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
        $sql = self::hasOwnTables()
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

    /** @return array{ended: true} */
    private function waitForEnd(): array
    {
        if (!Running::waitForEnd($this->journal)) {
            throw new \RuntimeException('A request is still at work.');
        }
        return ['ended' => true];
    }

    /** @return array{printed: string} */
    private function php(WP_REST_Request $request): array
    {
        ob_start();
        // phpcs:ignore Squiz.PHP.Eval.Discouraged -- That is what this route is for.
        (static fn (string $php): mixed => eval($php))((string) $request['php']);
        return ['printed' => (string) ob_get_clean()];
    }
}
