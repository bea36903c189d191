<?php

/**
 * Looks at where orders, refunds, trash and notes are kept.
 */

declare(strict_types=1);

use Automattic\WooCommerce\Utilities\OrderUtil;

global $wpdb;
$row = static fn (int $id): ?array => $wpdb->get_row($wpdb->prepare('SELECT * FROM %i WHERE id = %d', OrderUtil::get_table_for_orders(), $id), ARRAY_A);
$hooks = [];
foreach (['woocommerce_new_order', 'woocommerce_trash_order', 'woocommerce_untrash_order', 'woocommerce_delete_order', 'woocommerce_order_status_changed', 'woocommerce_order_partially_refunded', 'woocommerce_order_fully_refunded', 'woocommerce_new_customer_note'] as $hook) {
    add_action($hook, static function () use ($hook, &$hooks) {
        $hooks[] = $hook;
    });
}
$ran = static function () use (&$hooks): array {
    [$seen, $hooks] = [$hooks, []];
    return $seen;
};
$seen = [];

$order = wc_create_order(['status' => 'processing']);
$seen['created_hooks'] = $ran();
$order->set_total('499');
$order->set_currency('NOK');
$order->set_billing_email('kari@example.com');
$order->set_billing_first_name('Kari');
$order->set_billing_last_name('Nordmann');
$order->update_meta_data('_contract', ['a' => 1]);
$order->add_meta_data('_twice', 'one');
$order->add_meta_data('_twice', 'two');
$order->save();
$id = $order->get_id();
$kept = $row($id);
$read = new WC_Order($id);
$seen['order'] = [
    'hpos' => OrderUtil::custom_orders_table_usage_is_enabled(),
    'table' => OrderUtil::get_table_for_orders() === $wpdb->prefix . 'wc_orders',
    'kept' => array_intersect_key($kept, array_flip(['status', 'type', 'currency', 'billing_email'])) + ['total' => (float) $kept['total_amount']],
    'post_type' => get_post_type($id),
    'created' => abs(strtotime($kept['date_created_gmt'] . ' UTC') - time()) < 5,
    'read' => [$read->get_total(), $read->get_currency(), $read->get_billing_email(), $read->get_formatted_billing_full_name(), $read->get_type(), $read->get_order_number() === (string) $id],
    'price' => html_entity_decode(wp_strip_all_tags($read->get_formatted_order_total())),
    'date' => get_class($read->get_date_created()) . ' ' . (int) ($read->get_date_created()->getTimestamp() === strtotime($kept['date_created_gmt'] . ' UTC')) . ' ' . $read->get_date_created()->getOffset(),
    'edit_url' => str_replace(admin_url(), '', $read->get_edit_order_url()),
    'key' => (bool) preg_match('/^wc_order_\w{13}$/', $read->get_order_key()),
    'is_order' => [OrderUtil::is_order($id), OrderUtil::get_order_type($id)],
];
$rows = $wpdb->get_results($wpdb->prepare('SELECT meta_key, meta_value FROM %i WHERE order_id = %d AND meta_key IN (%s, %s) ORDER BY id', OrderUtil::get_table_for_order_meta(), $id, '_contract', '_twice'), ARRAY_N);
$read->update_meta_data('_contract', 'changed');
$read->delete_meta_data('_twice');
$read->save_meta_data();
$seen['meta'] = [
    'kept' => $rows,
    'read' => (new WC_Order($id))->get_meta('_contract'),
    'gone' => (new WC_Order($id))->get_meta('_twice'),
    'missing' => (new WC_Order($id))->get_meta('_nothing'),
];

$post = wp_insert_post(['post_title' => 'A page', 'post_status' => 'publish', 'post_type' => 'page']);
$missing = 'nothing';
try {
    new WC_Order(99999999);
} catch (Exception $e) {
    $missing = get_class($e);
}
$seen['not_orders'] = [wc_get_order(99999999), wc_get_order($post), wc_get_order(0), wc_get_order('abc'), $missing];

$ran();
$trashed = wc_create_order(['status' => 'on-hold']);
$trash_id = $trashed->get_id();
$ran();
$trashed->delete(false);
$seen['trash'] = ['hooks' => $ran(), 'stored' => $row($trash_id)['status'], 'read' => wc_get_order($trash_id)->get_status(), 'id_after' => $trashed->get_id()];
$back = wc_get_order($trash_id)->untrash();
$seen['untrash'] = ['said' => $back, 'hooks' => $ran(), 'stored' => $row($trash_id)['status']];
wc_get_order($trash_id)->delete(true);
$seen['deleted'] = ['hooks' => $ran(), 'row' => $row($trash_id), 'read' => wc_get_order($trash_id)];

$part = wc_create_refund(['order_id' => $id, 'amount' => '99', 'reason' => 'bent']);
$seen['refund'] = [
    'class' => $part instanceof WC_Order_Refund,
    'order' => $part instanceof WC_Order,
    'update_status' => method_exists($part, 'update_status'),
    'got' => wc_get_order($part->get_id()) instanceof WC_Order_Refund,
    'type' => $row($part->get_id())['type'],
    'parent' => (int) $row($part->get_id())['parent_order_id'] === $id,
    'stored' => $row($part->get_id())['status'],
    'amount' => [(float) (new WC_Order_Refund($part->get_id()))->get_amount(), (float) $row($part->get_id())['total_amount']],
    'order_status' => $row($id)['status'],
    'hooks' => $ran(),
];
wc_create_refund(['order_id' => $id, 'amount' => '400']);
$seen['refunded'] = ['status' => $row($id)['status'], 'hooks' => $ran(), 'left' => (float) wc_get_order($id)->get_remaining_refund_amount(), 'too_much' => is_wp_error(wc_create_refund(['order_id' => $id, 'amount' => '1']))];

$noted = wc_create_order();
$ran();
$first = $noted->add_order_note('First.');
$second = $noted->add_order_note('Second.', 1);
$notes = wc_get_order_notes(['order_id' => $noted->get_id()]);
$seen['notes'] = [
    'ids' => is_int($first) && is_int($second),
    'kept' => get_comment($first)->comment_type,
    'order' => array_column($notes, 'content'),
    'customer' => array_column($notes, 'customer_note'),
    'by' => $notes[0]->added_by,
    'only_customer' => array_column(wc_get_order_notes(['order_id' => $noted->get_id(), 'type' => 'customer']), 'content'),
    'hooks' => $ran(),
    'hidden' => get_comments(['post_id' => $noted->get_id(), 'count' => true]),
];

$found = static fn (array $query): array => wc_get_orders($query + ['return' => 'ids', 'limit' => 3, 'orderby' => 'id']);
$new = [];
foreach (['processing', 'completed', 'processing'] as $status) {
    $new[] = wc_create_order(['status' => $status])->get_id();
}
wc_get_order($new[2])->delete(false);
$page = wc_get_orders(['type' => 'shop_order', 'limit' => 1, 'paginate' => true, 'return' => 'ids', 'orderby' => 'id']);
$seen['found'] = [
    'newest' => $found(['type' => 'shop_order', 'limit' => 2]) === [$new[1], $new[0]],
    'status' => $found(['status' => 'processing', 'type' => 'shop_order'])[0] === $new[0],
    'prefixed' => $found(['status' => ['wc-completed'], 'type' => 'shop_order'])[0] === $new[1],
    'trash' => $found(['status' => 'trash'])[0] === $new[2],
    'objects' => wc_get_orders(['limit' => 1, 'orderby' => 'id', 'type' => 'shop_order'])[0] instanceof WC_Order,
    'email' => array_values(array_intersect($found(['billing_email' => 'kari@example.com', 'type' => 'shop_order']), [$id])) === [$id],
    'paginate' => [$page->orders === [$new[1]], $page->total > 3, $page->total === $page->max_num_pages],
];
$stored_as = static fn (?string $status) => $row(wc_create_order(['status' => $status])->get_id())['status'];
$seen['stored_as'] = array_map($stored_as, [null, 'completed', 'wc-completed', 'checkout-draft', 'auto-draft', 'nonsense']);

echo "\n" . wp_json_encode($seen);
