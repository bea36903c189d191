<?php

// A request of its own, for AfterAnswerTest: answers, then does what is due, and says on the way what happened when.

declare(strict_types=1);

use TelarisForWooCommerce\Test\Fixtures\Emails;
use TelarisForWooCommerce\Test\Fixtures\MemoryDatabase;
use TelarisForWooCommerce\Test\Fixtures\Order;
use TelarisForWooCommerce\Test\Fixtures\Telaris;

require dirname(__DIR__) . '/bootstrap.php';

$database = MemoryDatabase::reset();
Emails::listen();
$telaris = Telaris::ofBootedPlugin($database);
Order::make(1234);
add_action('woocommerce_email_sent', static function (): void {
    fwrite(STDOUT, 'email with ' . ob_get_level() . " buffers open\n");
});

ob_start();
$what = $argv[1] ?? '';
if ($what === 'invoice' || $what === 'everything') {
    echo $telaris->invoices(1234)->get_data()['code'] . "\n"; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- to a test.
    if ($what === 'everything') {
        $items = [];
        foreach ([1235, 1236] as $id) {
            Order::make($id);
            $items[] = ['id' => "msg_$id", 'type' => 'order.invoiced', 'data' => ['integration_reference' => (string) $id, 'telaris_order' => "T$id", 'order_number' => "#$id"]];
        }
        $request = $telaris->request(['notifications' => $items]);
        $request->set_route('/wc-telaris/v1/notifications/batch');
        // A listener that prints: who did is logged.
        add_action('woocommerce_order_status_completed', static function (): void {
            echo ' ';
        });
        foreach (Telaris::dispatch($request)->get_data()['results'] as $result) {
            echo $result['code'] . "\n"; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- to a test.
        }
    }
} else {
    // A page of the shop: nothing of ours was called, so nothing of ours is done.
    $database->execute('INSERT INTO {outbox} (order_id, notification_id, state, silent, updated_at) VALUES (1234, 1, %s, 0, 0)', 'due');
    Order::find(1234)?->update_status('completed');
    Emails::$sent = [];
    echo "page\n";
}
do_action('shutdown');
fwrite(STDOUT, 'emails: ' . count(Emails::$sent) . ', buffers: ' . ob_get_level() . "\n");
do_action('shutdown');
fwrite(STDOUT, 'emails: ' . count(Emails::$sent) . "\n");
