<?php

/**
 * Plugin Name: Telaris probe
 * Description: For test shops only. Makes orders, counts what happens to them, and breaks things on request.
 *
 * Every route of `telaris-test/v1` needs the header X-Probe-Token:
 *
 *     POST   /orders {status, total, currency, email, items, set_number, type}   → {id, number, status}
 *     POST   /orders/many {count, …}                        → a list of these
 *     GET    /orders/{id}      → {id, number, status, notes, meta, hooks, emails}, straight from the database
 *     PUT    /orders/{id} {status}                          as a shop admin would
 *     DELETE /orders/{id}?force=1                           to the trash; for good with force
 *     PUT    /faults {name: value, …}                       in place of those before; {} mends everything
 *     GET    /log   DELETE /log                             PHP's complaints since the last DELETE
 *     GET    /emails                                        all mail, also what is about no order
 *     PUT    /options {name: value, …}                      null deletes
 *     GET    /rows/{table}?column=value                     of the plugin's tables
 *     POST   /sql {sql}                                     {prefix} becomes the table prefix
 *     POST   /php {php}                                     runs PHP as a shop admin; gives what it prints
 *     POST   /queue                                         runs what Action Scheduler has due
 *     POST   /reset-counters                                forgets hooks and mail
 *     POST   /wait                                          answers when no request is at work, after its answer either
 *
 * What the probe does by itself is neither counted nor broken.
 */

declare(strict_types=1);

namespace TelarisProbe;

defined('ABSPATH') || exit;

if (!defined('TELARIS_PROBE_TOKEN')) {
    return;
}

foreach (['Call', 'Journal', 'Complaints', 'Faults', 'Death', 'Listener', 'Witness', 'Running', 'Routes'] as $class) {
    require_once __DIR__ . '/telaris-probe/' . $class . '.php';
}

$journal = new Journal(dirname((string) WP_DEBUG_LOG) . '/probe');
(new Complaints($journal))->register();

$isForUs = Call::token() !== '';
$isOurOwn = $isForUs && !str_contains(Call::address(), 'telaris-test/v1/queue');

if (!$isOurOwn) {
    Running::begin($journal);
}
(new Witness($journal, $isOurOwn))->register();
$faults = new Faults($journal);
if (!$isOurOwn) {
    $faults->register();
}
if ($isForUs) {
    (new Routes($journal, $faults))->register();
}

if (Call::entryPoint() === 'rest') {
    add_filter('telaris_for_woocommerce_early_door', '__return_false');
}

// As plug-ins for sequential numbers do, for orders made with `set_number`.
add_filter('woocommerce_order_number', static fn ($number, $order) => $order->get_meta('_order_number') ?: $number, 10, 2);
