<?php

/**
 * Looks at how old an order may be that WooCommerce hands out.
 */

declare(strict_types=1);

use Automattic\WooCommerce\Caches\OrderCache;
use Automattic\WooCommerce\Utilities\OrderUtil;

global $wpdb;
$id = wc_create_order(['status' => 'processing'])->get_id();
$behind = static fn (string $status) => $wpdb->update(OrderUtil::get_table_for_orders(), ['status' => $status], ['id' => $id]);
$seen = ['first' => wc_get_order($id)->get_status()];

$behind('wc-on-hold');
$seen['after_sql'] = wc_get_order($id)->get_status();
$seen['made_anew'] = (new WC_Order($id))->get_status();
wc_get_container()->get(OrderCache::class)->remove($id);
$seen['after_purge'] = wc_get_order($id)->get_status();

$stale = wc_get_order($id);
$behind('wc-cancelled');
$seen['stale_said'] = $stale->update_status('completed');
$seen['stale_won'] = $wpdb->get_var($wpdb->prepare('SELECT status FROM %i WHERE id = %d', OrderUtil::get_table_for_orders(), $id));
$seen['after_save'] = wc_get_order($id)->get_status();

$one = wc_get_order($id);
$one->set_status('failed');
$seen['leaks'] = wc_get_order($id)->get_status();

$kept = unserialize(serialize(wc_get_order($id)));
$behind('wc-on-hold');
$seen['woken'] = unserialize(serialize($kept))->get_status();
$seen['enabled'] = OrderUtil::orders_cache_usage_is_enabled();

echo "\n" . wp_json_encode($seen);
