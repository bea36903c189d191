<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * The object that WC() returns.
 */
final class WooCommerce
{
    /** @var string Ends in "-stand-in", so that whoever prints it says what ran. */
    public $version = WC_VERSION;

    /** @var self|null */
    private static $the_one = null;

    public static function instance()
    {
        return self::$the_one ??= new self();
    }

    /**
     * @return object{payment_gateways: list<object>} It has none.
     */
    public function payment_gateways()
    {
        return (object) ['payment_gateways' => []];
    }

    /**
     * Tells plugins that WooCommerce starts, registers what orders need from WordPress, tells them that it has started.
     */
    public function init()
    {
        do_action('before_woocommerce_init');
        // Every order is also a row of the posts table that only reserves its id.
        foreach (['shop_order_placehold', 'shop_order'] as $type) {
            register_post_type(
                $type,
                ['public' => false, 'capability_type' => 'shop_order', 'map_meta_cap' => true, 'supports' => false]
            );
        }
        do_action('woocommerce_init');
    }
}
