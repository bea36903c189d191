<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Link;

use Automattic\WooCommerce\Utilities\OrderUtil;
use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\LinkCandidateReason;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WC_Order;

defined('ABSPATH') || exit;

/** Orders that a message may be about, for a person to choose from. Nothing is ever chosen by itself. */
final class LinkCandidateFinder
{
    public const MOST = 5;

    private const UNFIT = ['trash', 'auto-draft', 'draft', 'checkout-draft'];

    /** Where plug-ins for sequential numbers keep them that do not tell WooCommerce's search. */
    private const NUMBER_KEYS = ['_order_number', '_order_number_formatted'];

    public function __construct(
        private readonly Database $database,
        private readonly LinkRepository $links,
        private readonly OrderStatusReader $statusReader,
        private readonly Settings $settings,
    ) {
    }

    /**
     * @return array<int, LinkCandidateReason> By order id; the likeliest first, at most MOST.
     * @throws DatabaseError
     */
    public function of(Message $message): array
    {
        $reference = (string) $message->integrationReference;
        $groups = [
            [LinkCandidateReason::Linked, [(int) $this->links->orderOf((string) $message->telarisOrder)]],
            [LinkCandidateReason::SameNumber, $this->byNumber(ltrim((string) $message->orderNumber, '#'))],
            [LinkCandidateReason::SameId, [strlen($reference) > 18 ? 0 : (int) $reference]],
            [LinkCandidateReason::SameTotal, $message->invoice === null ? [] : $this->byTotal($message->invoice)],
        ];
        $found = [];
        foreach ($groups as [$reason, $ids]) {
            foreach ($ids as $id) {
                $status = isset($found[$id]) ? null : $this->statusReader->read($id);
                if ($status !== null && ! in_array($status, self::UNFIT, true)) {
                    $found[$id] = $reason;
                }
            }
        }
        return array_slice($found, 0, self::MOST, true);
    }

    /**
     * The number that the customer sees. Only the order itself can tell it, so what may have it is asked.
     *
     * @return list<int>
     * @throws DatabaseError
     */
    private function byNumber(string $number): array
    {
        if ($number === '') {
            return [];
        }
        // Without a plug-in the number is the id; some only put something in front of it.
        $ids = preg_match('/(\d{1,18})$/', $number, $digits) === 1 ? [(int) $digits[1]] : [];
        $keys = $this->numberKeys();
        $places = implode(', ', array_fill(0, count($keys), '%s'));
        [$table, $column] = OrderUtil::custom_orders_table_usage_is_enabled() ? ['[wc_orders_meta]', 'order_id'] : ['[postmeta]', 'post_id'];
        $rows = $this->database->rows("SELECT $column AS id FROM $table WHERE meta_key IN ($places) AND meta_value = %s LIMIT 20", ...[...$keys, $number]);
        return array_values(array_filter(
            array_unique([...self::ids($rows), ...$ids]),
            static function (int $id) use ($number): bool {
                $order = wc_get_order($id);
                return $order instanceof WC_Order && ltrim((string) $order->get_order_number(), '#') === $number;
            }
        ));
    }

    /** @return non-empty-list<string> */
    private function numberKeys(): array
    {
        $keys = self::NUMBER_KEYS;
        // By these, such plug-ins make their numbers known to WooCommerce's own search.
        foreach (['woocommerce_order_table_search_query_meta_keys', 'woocommerce_shop_order_search_fields'] as $filter) {
            $more = apply_filters($filter, []); // phpcs:ignore WordPress.NamingConventions -- WooCommerce's.
            array_push($keys, ...array_values(array_filter(is_array($more) ? $more : [], is_string(...))));
        }
        return array_values(array_unique($keys));
    }

    /**
     * Orders that are still to be completed and belong to nobody in Telaris: those that it has read first, then the newest.
     *
     * @return list<int>
     * @throws DatabaseError
     */
    private function byTotal(Invoice $invoice): array
    {
        $statuses = array_map(static fn (string $status): string => "wc-$status", $this->settings->completesFrom());
        if ($invoice->total === null || $statuses === []) {
            return [];
        }
        $places = implode(', ', array_fill(0, count($statuses), '%s'));
        $sql = OrderUtil::custom_orders_table_usage_is_enabled()
            ? "SELECT o.id AS id FROM [wc_orders] o LEFT JOIN {orders} link ON link.order_id = o.id
                WHERE o.type = 'shop_order' AND o.status IN ($places) AND o.total_amount = %s
                  AND o.currency = COALESCE(%s, o.currency) AND link.telaris_order IS NULL
                ORDER BY link.read_at IS NULL, o.date_created_gmt DESC, o.id DESC LIMIT %d"
            : "SELECT o.ID AS id FROM [posts] o LEFT JOIN {orders} link ON link.order_id = o.ID
                JOIN [postmeta] total ON total.post_id = o.ID AND total.meta_key = '_order_total'
                JOIN [postmeta] currency ON currency.post_id = o.ID AND currency.meta_key = '_order_currency'
                WHERE o.post_type = 'shop_order' AND o.post_status IN ($places) AND total.meta_value + 0 = %s + 0
                  AND currency.meta_value = COALESCE(%s, currency.meta_value) AND link.telaris_order IS NULL
                ORDER BY link.read_at IS NULL, o.post_date_gmt DESC, o.ID DESC LIMIT %d";
        return self::ids($this->database->rows($sql, ...[...$statuses, $invoice->total, $invoice->currency, self::MOST]));
    }

    /**
     * @param list<Row> $rows
     * @return list<int>
     */
    private static function ids(array $rows): array
    {
        return array_map(static fn (Row $row): int => $row->int('id'), $rows);
    }
}
