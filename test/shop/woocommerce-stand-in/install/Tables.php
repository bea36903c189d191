<?php

declare(strict_types=1);

namespace WooCommerceStandIn\Install;

defined('ABSPATH') || exit;

/**
 * The tables. Those of orders and API keys have the names and the columns that plugins may read in WooCommerce's.
 */
final class Tables
{
    public static function orders(): string
    {
        return self::name('wc_orders');
    }

    public static function addresses(): string
    {
        return self::name('wc_order_addresses');
    }

    public static function operational(): string
    {
        return self::name('wc_order_operational_data');
    }

    public static function meta(): string
    {
        return self::name('wc_orders_meta');
    }

    public static function api_keys(): string
    {
        return self::name('woocommerce_api_keys');
    }

    /**
     * Named after the stand-in: it is not shaped like Action Scheduler's tables.
     */
    public static function queue(): string
    {
        return self::name('wc_stand_in_queue');
    }

    public static function create(): void
    {
        global $wpdb;
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        $id    = 'bigint(20) unsigned NOT NULL';
        $money = 'decimal(26,8) NULL';
        $tables = [
            self::orders() => "id $id, status varchar(20) NULL, currency varchar(10) NULL, type varchar(20) NULL,
                tax_amount $money, total_amount $money, customer_id bigint(20) unsigned NULL, billing_email varchar(320) NULL,
                date_created_gmt datetime NULL, date_updated_gmt datetime NULL, parent_order_id bigint(20) unsigned NULL,
                payment_method varchar(100) NULL, payment_method_title text NULL, transaction_id varchar(100) NULL,
                ip_address varchar(100) NULL, user_agent text NULL, customer_note text NULL,
                PRIMARY KEY  (id), KEY type_status_date (type,status,date_created_gmt), KEY parent_order_id (parent_order_id)",
            self::addresses() => "id $id auto_increment, order_id $id, address_type varchar(20) NULL, first_name text NULL,
                last_name text NULL, company text NULL, address_1 text NULL, address_2 text NULL, city text NULL, state text NULL,
                postcode text NULL, country text NULL, email varchar(320) NULL, phone varchar(100) NULL,
                PRIMARY KEY  (id), UNIQUE KEY address_type_order_id (address_type,order_id)",
            self::operational() => "id $id auto_increment, order_id $id, created_via varchar(100) NULL,
                woocommerce_version varchar(20) NULL, order_key varchar(100) NULL, date_paid_gmt datetime NULL,
                date_completed_gmt datetime NULL, PRIMARY KEY  (id), UNIQUE KEY order_id (order_id)",
            self::meta() => "id $id auto_increment, order_id $id, meta_key varchar(255) NULL, meta_value text NULL,
                PRIMARY KEY  (id), KEY order_id_meta_key (order_id,meta_key(100))",
            self::api_keys() => "key_id $id auto_increment, user_id $id, description varchar(200) NULL,
                permissions varchar(10) NOT NULL, consumer_key char(64) NOT NULL, consumer_secret char(43) NOT NULL,
                nonces longtext NULL, truncated_key char(7) NOT NULL, last_access datetime NULL,
                PRIMARY KEY  (key_id), KEY consumer_key (consumer_key)",
            self::queue() => "action_id $id auto_increment, hook varchar(191) NOT NULL, args text NOT NULL,
                action_group varchar(191) NOT NULL, status varchar(20) NOT NULL, scheduled_gmt datetime NOT NULL,
                is_async tinyint(1) NOT NULL, repeat_seconds int(11) NOT NULL,
                PRIMARY KEY  (action_id), KEY status_scheduled (status,scheduled_gmt)",
        ];
        foreach ($tables as $name => $columns) {
            // dbDelta() wants one column or key a line.
            $lines = preg_replace('/, (?![^(]*\))/', ",\n", preg_replace('/\s*\n\s*/', ' ', $columns));
            dbDelta("CREATE TABLE $name (\n$lines\n) " . $wpdb->get_charset_collate() . ';');
        }
    }

    private static function name(string $name): string
    {
        global $wpdb;
        return $wpdb->prefix . $name;
    }
}
