<?php

/**
 * Changes an order's status while watching every hook, with a fault if one is asked for.
 *
 *     wp eval-file transition.php <from> <to> [fault] [note]
 */

declare(strict_types=1);

/** @var string[] $args */
[$from, $to] = $args;
$fault = $args[2] ?? 'none';

$order = wc_create_order(['status' => $from]);
$order->set_total('499');
$order->save();
$id = $order->get_id();
if ('trash' === $from) {
    $order->set_status('processing');
    $order->save();
    $order->delete(false);
}

$stored = static function () use ($id): string {
    global $wpdb;
    return (string) $wpdb->get_var($wpdb->prepare('SELECT status FROM %i WHERE id = %d', Automattic\WooCommerce\Utilities\OrderUtil::get_table_for_orders(), $id));
};

$seen = [];
$watch = static function (string $hook) use (&$seen, $stored): void {
    add_action($hook, static function (...$given) use ($hook, &$seen, $stored) {
        $kind = static fn ($one) => $one instanceof WC_Order ? 'order' : (is_int($one) ? 'id' : (is_string($one) ? $one : gettype($one)));
        $seen[] = ['hook' => $hook, 'given' => array_map($kind, $given), 'stored' => $stored()];
    }, 1, 4);
};
foreach (
    [
        'woocommerce_before_order_object_save', 'woocommerce_update_order', 'woocommerce_after_order_object_save',
        "woocommerce_order_status_{$to}", 'woocommerce_order_note_added', "woocommerce_order_status_{$from}_to_{$to}",
        'woocommerce_order_status_changed', 'woocommerce_order_payment_status_changed',
    ] as $hook
) {
    $watch($hook);
}

$throw = static fn (Throwable $what) => static function () use ($what) {
    throw $what;
};
$faults = [
    'before_save_throws' => fn () => add_action('woocommerce_before_order_object_save', $throw(new RuntimeException('boom')), 5),
    'before_save_errors' => fn () => add_action('woocommerce_before_order_object_save', $throw(new TypeError('boom')), 5),
    'after_save_throws' => fn () => add_action('woocommerce_after_order_object_save', $throw(new RuntimeException('boom')), 5),
    'listener_throws' => fn () => add_action("woocommerce_order_status_{$to}", $throw(new RuntimeException('boom')), 5),
    'listener_errors' => fn () => add_action("woocommerce_order_status_{$to}", $throw(new TypeError('boom')), 5),
    'changed_throws' => fn () => add_action('woocommerce_order_status_changed', $throw(new RuntimeException('boom')), 5),
    'logger_throws' => function () use ($throw) {
        add_action('woocommerce_before_order_object_save', $throw(new RuntimeException('boom')), 5);
        add_filter('woocommerce_logger_log_message', $throw(new RuntimeException('the logger')));
    },
    'database_fails' => fn () => add_filter('query', static function (string $query): string {
        $table = Automattic\WooCommerce\Utilities\OrderUtil::get_table_for_orders();
        $writes = preg_match("/\b{$table}\b/", $query) && ! preg_match('/^\s*SELECT/', $query);
        return $writes ? 'UPDATE nowhere SET nothing = 1' : $query;
    }),
    'held_on_the_same_object' => fn () => add_action("woocommerce_order_status_{$to}", static fn ($id, $order) => $order->update_status('on-hold'), 5, 2),
    'held_on_another_object' => fn () => add_action("woocommerce_order_status_{$to}", static fn ($id) => wc_get_order($id)->update_status('on-hold'), 5),
    'none' => fn () => null,
];
$faults[$fault]();

global $wpdb;
$wpdb->suppress_errors();
$late = 0;
add_action("woocommerce_order_status_{$to}", static function () use (&$late) {
    $late++;
}, 99);

$order = wc_get_order($id);
$result = ['returned' => null, 'escaped' => null];
try {
    $result['returned'] = $order->update_status($to, $args[3] ?? '');
} catch (Throwable $escaped) {
    $result['escaped'] = get_class($escaped) . ': ' . $escaped->getMessage();
}
remove_all_filters('query');
remove_all_filters('woocommerce_logger_log_message');
remove_all_actions('woocommerce_before_order_object_save');
$fresh = new WC_Order($id);

echo "\n" . wp_json_encode($result + [
    'hooks' => array_column($seen, 'hook'),
    'seen' => $seen,
    'late' => $late,
    'stored' => $stored(),
    'object' => $order->get_status(),
    'cached' => wc_get_order($id)->get_status(),
    'completed' => null !== $fresh->get_date_completed(),
    'paid' => null !== $fresh->get_date_paid(),
    'notes' => array_reverse(array_column(wc_get_order_notes(['order_id' => $id]), 'content')),
]);
