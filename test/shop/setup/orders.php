<?php

/**
 * Fills a shop with what the last five weeks might have brought: 40 orders of all
 * statuses, the older they are the further along.
 *
 *     wp eval-file --use-include orders.php
 *
 * The same in every shop, but for the dates.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

mt_srand(1905);

// Nobody is to hear of orders that were never placed.
add_filter('pre_wp_mail', '__return_true');
foreach (['pending_to_processing', 'pending_to_on-hold', 'pending_to_completed', 'completed', 'pending_to_failed', 'on-hold_to_failed'] as $change) {
    remove_action('woocommerce_order_status_' . $change, ['WC_Emails', 'send_transactional_email']);
}

// From the oldest to the newest.
$statuses = [
    ...array_fill(0, 8, 'completed'), 'refunded', 'cancelled', ...array_fill(0, 4, 'completed'), 'failed',
    'processing', 'completed', 'refunded', 'cancelled', 'processing', 'processing', 'on-hold', 'processing',
    'completed', 'processing', 'cancelled', 'processing', 'processing', 'on-hold', 'processing', 'processing',
    'failed', 'processing', 'processing', 'on-hold', 'processing', 'pending', 'processing', 'pending', 'processing',
];

// first name, last name, company, street, postcode, city
$customers = [
    ['Kari', 'Nilsen', '', 'Grønnegata 12', '9008', 'Tromsø'],
    ['Ola', 'Hansen', '', 'Kirkegata 4', '0153', 'Oslo'],
    ['Ingrid', 'Johansen', '', 'Bryggen 21', '5003', 'Bergen'],
    ['Lars', 'Berg', 'Berg Elektro AS', 'Industriveien 8', '7080', 'Heimdal'],
    ['Anne', 'Larsen', '', 'Strandgata 33', '8006', 'Bodø'],
    ['Per', 'Haugen', '', 'Storgata 5', '2609', 'Lillehammer'],
    ['Sigrid', 'Dahl', 'Dahl & Sønner AS', 'Havnegata 2', '6002', 'Ålesund'],
    ['Mikkel', 'Sara', '', 'Bredbuktnesveien 50', '9520', 'Kautokeino'],
    ['Berit', 'Solberg', '', 'Løkkeveien 19', '4008', 'Stavanger'],
    ['Øyvind', 'Åsen', '', 'Nedre Strandvei 7', '4950', 'Risør'],
    ['Hilde', 'Moen', 'Moen Barnehage SA', 'Skoleveien 14', '7650', 'Verdal'],
    ['Jonas', 'Bakke', '', 'Munkegata 30', '7011', 'Trondheim'],
    ['Tone', 'Lie', '', 'Markens gate 9', '4611', 'Kristiansand'],
    ['Erik', 'Pedersen', '', 'Sjøgata 15', '9405', 'Harstad'],
];
$payments = [['vipps', 'Vipps'], ['kco', 'Klarna'], ['bacs', 'Bankoverføring'], ['invoice', 'Faktura']];
$products = function_exists('wc_get_products') ? wc_get_products(['limit' => -1, 'orderby' => 'ID', 'order' => 'ASC']) : [];

$pick = static fn (array $from) => $from[mt_rand(0, count($from) - 1)];
$minutes_a_step = (int) (35 * DAY_IN_SECONDS / MINUTE_IN_SECONDS / count($statuses));

foreach ($statuses as $n => $status) {
    $placed = time() - MINUTE_IN_SECONDS * ((count($statuses) - $n) * $minutes_a_step - mt_rand(0, $minutes_a_step - 30));
    [$first, $last, $company, $street, $postcode, $city] = $pick($customers);
    [$method, $title] = $company === '' ? $pick(array_slice($payments, 0, 3)) : $payments[3];
    $order = wc_create_order(['created_via' => 'checkout']);
    $order->set_currency('NOK');
    $order->set_billing_first_name($first);
    $order->set_billing_last_name($last);
    $order->set_billing_company($company);
    $order->set_billing_address_1($street);
    $order->set_billing_postcode($postcode);
    $order->set_billing_city($city);
    $order->set_billing_country('NO');
    $order->set_billing_phone(sprintf('9%07d', mt_rand(0, 9999999)));
    $order->set_billing_email(sanitize_title($first . ' ' . $last) . '@example.com');
    $order->set_payment_method($method);
    $order->set_payment_method_title($title);
    if ($products === []) {
        $order->set_total((string) (mt_rand(3, 200) * 100 - 1));
    } else {
        $order->add_product($pick($products), 1);
        if (mt_rand(0, 1) === 1) {
            $order->add_product($pick($products), mt_rand(1, 3));
        }
        $order->calculate_totals();
    }
    $order->set_date_created($placed);
    $order->save();
    if ($status === 'refunded') {
        $order->set_status('completed');
        $order->save();
    }
    $order->set_status($status);
    if ($order->is_paid() || $status === 'refunded') {
        $order->set_date_paid($placed + 2 * MINUTE_IN_SECONDS);
    }
    if ($status === 'completed' || $status === 'refunded') {
        $order->set_date_completed($placed + 2 * DAY_IN_SECONDS);
    }
    $order->save();
}
