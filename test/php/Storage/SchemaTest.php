<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Storage;

use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Plugin;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\Fixtures\Rows;
use TelarisForWooCommerce\Test\Fixtures\Telaris;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use TelarisForWooCommerce\Test\TestEnvironment;
use TelarisForWooCommerce\Test\TestCase;

final class SchemaTest extends TestCase
{
    /** Whatever a test did to the tables, the next one finds them whole. */
    protected function tearDown(): void
    {
        remove_all_filters('query');
        $this->database->execute('DELETE FROM [options] WHERE option_name IN (%s, %s)', Schema::OPTION, Schema::TRIED);
        wp_cache_flush();
        (new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->migrate();
        parent::tearDown();
    }

    public function testIsMadeOnlyOnce(): void
    {
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        self::assertTrue($schema->isCurrent());
        self::assertSame([], $this->changes($schema->migrate(...)));
    }

    public function testAnOlderSiteIsMigratedAndDbDeltaFindsNothingToChange(): void
    {
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        update_option('telaris_for_woocommerce_schema', '0');
        self::assertFalse($schema->isCurrent());

        self::assertSame([], $this->changes($schema->migrate(...)), 'A statement is not in the format that dbDelta() compares.');
        self::assertTrue($schema->isCurrent());
    }

    public function testEveryTableIsThere(): void
    {
        foreach (Schema::TABLES as $table) {
            self::assertSame(0, $this->database->number("SELECT COUNT(*) FROM {{$table}}"), $table);
        }
    }

    public function testAnOrderAndATelarisOrderAreLinkedOnce(): void
    {
        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order) VALUES (1, %s)', 'T1');
        $this->expectException(DatabaseError::class);
        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order) VALUES (2, %s)', 'T1');
    }

    public function testANumberOfTwoCompaniesIsTwoOrders(): void
    {
        // As version 7 had it.
        $this->database->execute('ALTER TABLE {orders} DROP INDEX company_order');
        $this->database->execute('ALTER TABLE {orders} DROP COLUMN company');
        $this->database->execute('ALTER TABLE {orders} ADD UNIQUE KEY telaris_order (telaris_order)');
        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order) VALUES (1, %s)', 'T1');
        update_option(Schema::OPTION, '7');
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        $schema->migrate();
        self::assertTrue($schema->isCurrent());

        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order, company) VALUES (2, %s, %s), (3, %s, %s)', 'T1', 'A', 'T1', 'B');
        self::assertSame(3, $this->database->number('SELECT COUNT(*) FROM {orders} WHERE telaris_order = %s', 'T1'));
        $this->expectException(DatabaseError::class);
        $this->database->execute('INSERT INTO {orders} (order_id, telaris_order) VALUES (4, %s)', 'T1');
    }

    public function testTheVersionBeforeGetsItsNewTableAndKeepsItsRows(): void
    {
        // As version 9 had it.
        $this->database->execute('DROP TABLE {deliveries}');
        $notification = Rows::notification($this->database);
        update_option(Schema::OPTION, '9');
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        self::assertSame(['deliveries'], $schema->missing());

        $schema->migrate();
        self::assertTrue($schema->isCurrent());
        self::assertSame([], $schema->missing());
        self::assertEquals($notification, (new NotificationRepository($this->database))->find($notification->id));
        (new DeliveryRepository($this->database))->record([DeliveryRepositoryTest::delivery($notification->id, 1)]);
        self::assertCount(1, (new DeliveryRepository($this->database))->of($notification->id));
    }

    /** One without would make each search read the whole history. */
    public function testEveryColumnThatIsSearchedHasItsIndex(): void
    {
        $leading = [];
        foreach ($this->database->rows('SHOW INDEX FROM {notifications}') as $row) {
            if ($row->int('Seq_in_index') === 1) {
                $leading[] = $row->string('Column_name');
            }
        }
        self::assertSame([], array_diff(NotificationQuery::NUMBERS, $leading));
    }

    public function testAMigrationThatTheDatabaseRefusedIsNotTakenForDoneAndIsTriedAgain(): void
    {
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        $this->database->execute('ALTER TABLE {orders} DROP COLUMN read_at');
        update_option(Schema::OPTION, '0');
        $refuse = static fn (string $sql): string => str_starts_with(ltrim($sql), 'ALTER') ? 'ALTER COMMAND DENIED' : $sql;
        add_filter('query', $refuse);

        $schema->migrate();
        self::assertFalse($schema->isCurrent(), 'The new version was stored with a column missing.');
        self::assertFalse($schema->isIntact());
        self::assertSame(['orders.read_at'], $schema->missing());
        self::assertCount(1, WooCommerce::$log);

        remove_filter('query', $refuse);
        self::assertSame([], $this->changes($schema->migrate(...)), 'Not on every page.');
        self::assertFalse($schema->migrate(), 'Nor is anything else done then that follows a migration.');
        update_option(Schema::TRIED, time() - 61);
        self::assertTrue($schema->migrate());
        self::assertTrue($schema->isCurrent());
        self::assertTrue($schema->isIntact());
        self::assertSame([], $schema->missing());
        self::assertFalse(get_option(Schema::TRIED));
    }

    public function testAnOlderShopKeepsWhatItsMarkedKeyMay(): void
    {
        self::assertTrue((new Settings())->protectsCoreApi(), 'A new shop is guarded.');
        foreach ([['4', [], false], ['4', ['core_api_guard' => 'protect'], true], ['', [], true]] as [$version, $stored, $protects]) {
            update_option(Settings::OPTION, $stored);
            update_option(Schema::OPTION, $version);
            (new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->migrate();
            self::assertSame($protects, (new Settings())->protectsCoreApi(), "from version $version");
        }
    }

    public function testALostTableIsMadeAgain(): void
    {
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        $this->database->execute('DROP TABLE {outbox}');
        self::assertFalse($schema->isIntact());
        self::assertSame(['outbox'], $schema->missing());
        self::assertTrue($this->database->isIncomplete());

        $schema->repair();
        self::assertTrue($schema->isIntact());
        self::assertSame([], $schema->missing());
        self::assertTrue($schema->isCurrent());
    }

    public function testALostIndexIsNamed(): void
    {
        $this->database->execute('ALTER TABLE {outbox} DROP INDEX state');
        self::assertSame(['outbox (state)'], (new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->missing());
        update_option(Schema::OPTION, '0');
        (new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->migrate();
        self::assertSame([], (new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->missing());
    }

    public function testADeletedSiteOfANetworkTakesAllTablesAlong(): void
    {
        Telaris::ofBootedPlugin($this->database);
        $dropped = apply_filters('wpmu_drop_tables', ['wp_posts'], 1);
        self::assertSame('wp_posts', $dropped[0]);
        self::assertSame(array_map(static fn (string $name): string => "wp_telaris_$name", Schema::TABLES), array_slice($dropped, 1));
    }

    public function testUninstallingKeepsEverythingWhereNobodyTickedOtherwise(): void
    {
        $notification = Rows::notification($this->database);
        update_option(SigningSecrets::OPTION, 'kept');
        defined('WP_UNINSTALL_PLUGIN') || define('WP_UNINSTALL_PLUGIN', 'telaris-for-woocommerce/telaris-for-woocommerce.php');
        as_schedule_single_action(time(), 'telaris_for_woocommerce_due', [], 'telaris-for-woocommerce');
        require TestEnvironment::plugin() . '/uninstall.php';

        self::assertSame('kept', get_option(SigningSecrets::OPTION));
        self::assertNotNull((new NotificationRepository($this->database))->find($notification->id));
        self::assertTrue((new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->isCurrent());
        self::assertFalse(as_has_scheduled_action('telaris_for_woocommerce_due'), 'Nothing is planned any more.');
    }

    public function testUninstallingLeavesNothingWhereTheMerchantTickedSo(): void
    {
        $names = [];
        foreach (new \RegexIterator(new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(TestEnvironment::plugin() . '/php')), '/\.php$/') as $file) {
            preg_match_all("/const (?!HOOK)\w+ = '(telaris_for_woocommerce_\w+)'/", (string) file_get_contents((string) $file), $found);
            array_push($names, ...$found[1]);
        }
        self::assertGreaterThan(4, count($names));
        foreach ($names as $name) {
            update_option($name, 'kept');
        }
        update_option(Settings::OPTION, ['remove_data' => true]);
        defined('WP_UNINSTALL_PLUGIN') || define('WP_UNINSTALL_PLUGIN', 'telaris-for-woocommerce/telaris-for-woocommerce.php');
        require TestEnvironment::plugin() . '/uninstall.php';

        global $wpdb;
        $left = $this->database->rows("SELECT option_name FROM [options] WHERE option_name LIKE 'telaris%'");
        $tables = $wpdb->get_col("SHOW TABLES LIKE 'wp_telaris_%'");
        (new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION))->migrate();
        self::assertSame([], array_map(static fn ($row) => $row->string('option_name'), $left));
        self::assertSame([], $tables);
    }

    public function testUninstallingWithWooCommerceOffForgetsWhatIsPlanned(): void
    {
        $schema = new Schema($this->database, new Logger(), Plugin::SCHEMA_VERSION);
        $schema->forgetActions(['telaris_for_woocommerce_due']);
        $this->database->execute('CREATE TABLE [actionscheduler_actions] (action_id bigint(20) unsigned NOT NULL auto_increment, hook varchar(191) NOT NULL, status varchar(20) NOT NULL, PRIMARY KEY (action_id))');
        try {
            foreach ([['telaris_for_woocommerce_due', 'pending'], ['telaris_for_woocommerce_due', 'complete'], ['another', 'pending']] as [$hook, $status]) {
                $this->database->execute('INSERT INTO [actionscheduler_actions] (hook, status) VALUES (%s, %s)', $hook, $status);
            }
            $schema->forgetActions(['telaris_for_woocommerce_due', 'telaris_for_woocommerce_daily']);
            self::assertSame([2, 3], array_map(static fn ($row) => $row->int('action_id'), $this->database->rows('SELECT action_id FROM [actionscheduler_actions] ORDER BY action_id')));
        } finally {
            $this->database->execute('DROP TABLE [actionscheduler_actions]');
        }
    }

    /** @return list<string> Statements that made or changed a table. */
    private function changes(callable $do): array
    {
        $changes = [];
        add_filter('query', static function (string $sql) use (&$changes): string {
            if (preg_match('/^\s*(CREATE|ALTER|DROP)\b/i', $sql) === 1) {
                $changes[] = $sql;
            }
            return $sql;
        });
        $do();
        return $changes;
    }
}
