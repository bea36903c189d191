<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use PDO;
use TelarisForWooCommerce\Plugin;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Logger;
use WP_MySQL_On_SQLite;
use WP_SQLite_DB;

/** WordPress's own $wpdb over its own SQLite driver, in memory. */
final class MemoryDatabase extends WP_SQLite_DB
{
    /** Of WordPress and WooCommerce, as far as the tests read and write them. */
    private const TABLES = [
        'CREATE TABLE wp_options (
            option_id bigint(20) unsigned NOT NULL auto_increment, option_name varchar(191) NOT NULL default \'\',
            option_value longtext NOT NULL, autoload varchar(20) NOT NULL default \'yes\',
            PRIMARY KEY (option_id), UNIQUE KEY option_name (option_name))',
        'CREATE TABLE wp_posts (
            ID bigint(20) unsigned NOT NULL auto_increment, post_status varchar(20) NOT NULL, post_type varchar(20) NOT NULL,
            PRIMARY KEY (ID))',
        'CREATE TABLE wp_wc_orders (id bigint(20) unsigned NOT NULL, status varchar(20), type varchar(20), currency varchar(10), date_updated_gmt datetime DEFAULT NULL, PRIMARY KEY (id))',
        'CREATE TABLE wp_wc_webhooks (webhook_id bigint(20) unsigned NOT NULL auto_increment, name text, status varchar(20), delivery_url text, failure_count smallint(10) NOT NULL DEFAULT 0, PRIMARY KEY (webhook_id))',
    ];

    /** How many queries there had been when the tables were last empty. */
    private static int $unchangedSince = 0;

    public static function connect(): void
    {
        $wpdb = new self('tests');
        $wpdb->set_prefix('wp_');
        array_map($wpdb->query(...), self::TABLES); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- constants.
    }

    /** Called by wpdb's constructor. */
    // phpcs:ignore PSR1.Methods.CamelCapsMethodName.NotCamelCaps -- wpdb's name.
    public function db_connect($allow_bail = true)
    {
        $this->init_charset();
        $this->dbh = new WP_MySQL_On_SQLite('mysql-on-sqlite:path=:memory:;dbname=tests');
        $this->dbh->setAttribute(PDO::ATTR_STRINGIFY_FETCHES, true);
        $this->ready = true;
        return true;
    }

    /** Empties the tables; makes the plugin's own the first time. */
    public static function reset(): Database
    {
        global $wpdb;
        $database = new Database($wpdb);
        if (self::$unchangedSince === $wpdb->num_queries) {
            return $database;
        }
        if (self::$unchangedSince === 0) {
            (new Schema($database, new Logger(), Plugin::SCHEMA_VERSION))->migrate();
        }
        // Straight to SQLite: this is done for every test, and the driver's translation takes its time.
        $tables = ['posts', 'wc_orders', 'wc_webhooks', ...array_map(static fn (string $name): string => "telaris_$name", Schema::TABLES)];
        $statements = array_map(static fn (string $table): string => "DELETE FROM wp_$table", $tables);
        $statements[] = "DELETE FROM wp_options WHERE option_name <> 'telaris_for_woocommerce_schema'";
        foreach (['home' => WP_HOME, 'siteurl' => WP_SITEURL, 'permalink_structure' => '/%postname%/'] as $name => $value) {
            $statements[] = "INSERT INTO wp_options (option_name, option_value, autoload) VALUES ('$name', '$value', 'yes')";
        }
        $wpdb->get_driver()->get_sqlite_pdo()->exec(implode(';', $statements));
        wp_cache_flush();
        self::$unchangedSince = $wpdb->num_queries;
        return $database;
    }
}
