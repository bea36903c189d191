<?php

/**
 * Looks for an order by what a person knows of it.
 */

declare(strict_types=1);

$make = static function (string $first, string $last, string $email): int {
    $order = wc_create_order(['status' => 'processing']);
    $order->set_billing_first_name($first);
    $order->set_billing_last_name($last);
    $order->set_billing_email($email);
    return $order->save();
};
$wanted = $make('Solveig', 'Kontraktsen', 'solveig@kontrakt.example');
$other = $make('Even', 'Annen', 'even@annen.example');
$terms = [
    'first name' => 'Solveig', 'last name' => 'kontraktsen', 'both names' => 'Solveig Kontraktsen', 'part of a name' => 'ontrakts',
    'email' => 'solveig@kontrakt.example', 'part of an email' => 'kontrakt.ex', 'id' => (string) $wanted, 'nobody' => 'Ingen Slik',
];
$found = [];
foreach ($terms as $name => $term) {
    $ids = wc_order_search($term);
    $found[$name] = [in_array($wanted, $ids, true), in_array($other, $ids, true)];
}
wc_set_time_limit();

echo "\n" . wp_json_encode($found);
