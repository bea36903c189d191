<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Row;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\ApiKeys;

defined('ABSPATH') || exit;

/**
 * The site's own tables: an event log with its own indexes, which posts and order meta cannot serve.
 *
 * Made for each site of a multisite when its stored version lags. Times are Unix seconds, unless the
 * column says `_ms`. Texts that are compared are binary: two ids that differ in case are two ids.
 */
final class Schema
{
    public const TABLES = ['orders', 'notifications', 'attempts', 'outbox', 'counters', 'refused_calls', 'deliveries'];

    public const OPTION = 'telaris_for_woocommerce_schema';

    /** When the tables were last brought up to date without success, in Unix seconds. */
    public const TRIED = 'telaris_for_woocommerce_schema_tried';

    /** Versions in which the marked key was not guarded unless somebody chose it. */
    private const UNGUARDED = ['1', '2', '3', '4'];

    /** Seconds until it is tried again: every page would ask otherwise. */
    private const PAUSE = 60;

    /** @param string $version Of the tables as they are described here. */
    public function __construct(private readonly Database $database, private readonly Logger $logger, private readonly string $version)
    {
    }

    public function isCurrent(): bool
    {
        return get_option(self::OPTION) === $this->version;
    }

    /**
     * Makes what is missing. Where the database refuses, it is tried again until the tables are right.
     *
     * @return bool Whether it was tried now; false where all is there, or it was tried a moment ago.
     */
    public function migrate(): bool
    {
        $tried = get_option(self::TRIED);
        if ($this->isCurrent() || (is_numeric($tried) && (int) $tried > time() - self::PAUSE)) {
            return false;
        }
        // Before it is tried: many pages may come at once.
        update_option(self::TRIED, time(), true);
        foreach ($this->statements() as $statement) {
            $this->database->alter($statement);
        }
        // There from the start, so that asking for them costs no query while nobody has chosen anything.
        if (in_array(get_option(self::OPTION), self::UNGUARDED, true)) {
            (new Settings())->keepObserving();
        }
        add_option(Settings::OPTION, [], '', true);
        add_option(ApiKeys::OFFERED, 0, '', true);
        try {
            $this->dropOldIndexes();
            $missing = $this->missing();
        } catch (DatabaseError $error) {
            $missing = [$error->getMessage()];
        }
        if ($missing === []) {
            update_option(self::OPTION, $this->version, true);
            delete_option(self::TRIED);
        } else {
            $this->logger->error('The database did not make all tables, columns and indexes of the plugin.', ['missing' => implode(', ', $missing)]);
        }
        return true;
    }

    /** dbDelta() drops nothing. */
    private function dropOldIndexes(): void
    {
        // Until version 7 a number was one order's, whichever company it was of.
        if ($this->database->rows('SHOW INDEX FROM {orders} WHERE Key_name = %s', 'telaris_order') !== []) {
            $this->database->execute('ALTER TABLE {orders} DROP INDEX telaris_order');
        }
    }

    /** Where tables or columns got lost after they were made: makes them again. */
    public function repair(): void
    {
        if ($this->isCurrent() && ! $this->isIntact()) {
            update_option(self::OPTION, '', true);
        }
        $this->migrate();
    }

    /** Whether all tables and columns can be read. One query. */
    public function isIntact(): bool
    {
        $reads = [];
        foreach ($this->parts() as $table => ['columns' => $columns]) {
            $reads[] = 'SELECT 1 FROM (SELECT ' . implode(', ', $columns) . " FROM {{$table}} LIMIT 0) AS $table";
        }
        try {
            $this->database->rows(implode(' UNION ALL ', $reads));
        } catch (DatabaseError) {
            return false;
        }
        return true;
    }

    /** @return list<string> What is not there: tables ("orders"), columns ("orders.read_at") and indexes ("orders (awaiting)"). */
    public function missing(): array
    {
        $there = [];
        foreach ($this->database->rows('SHOW TABLES LIKE %s', $this->database->like($this->database->table('')) . '%') as $row) {
            $there[] = $row->first();
        }
        $missing = [];
        foreach ($this->parts() as $table => ['columns' => $columns, 'indexes' => $indexes]) {
            if (! in_array($this->database->table($table), $there, true)) {
                $missing[] = $table;
                continue;
            }
            $found = array_map(static fn (Row $row): string => $row->string('Field'), $this->database->rows("SHOW COLUMNS FROM {{$table}}"));
            foreach (array_diff($columns, $found) as $column) {
                $missing[] = "$table.$column";
            }
            $found = array_map(static fn (Row $row): string => $row->string('Key_name'), $this->database->rows("SHOW INDEX FROM {{$table}}"));
            foreach (array_diff($indexes, $found) as $index) {
                $missing[] = "$table ($index)";
            }
        }
        return $missing;
    }

    /** @return list<string> The tables' names in this site's database. */
    public function tables(): array
    {
        return array_map($this->database->table(...), self::TABLES);
    }

    public function drop(): void
    {
        foreach (self::TABLES as $table) {
            $this->database->execute("DROP TABLE IF EXISTS {{$table}}");
        }
    }

    /**
     * Forgets planned actions where WooCommerce, and Action Scheduler with it, is off: once it is on again it would call
     * for a plug-in that is gone.
     *
     * @param non-empty-list<string> $hooks
     */
    public function forgetActions(array $hooks): void
    {
        if ($this->database->rows('SHOW TABLES LIKE %s', $this->database->like($this->database->foreign('actionscheduler_actions'))) !== []) {
            $this->database->execute(
                'DELETE FROM [actionscheduler_actions] WHERE status = %s AND hook IN (' . Database::places($hooks) . ')',
                'pending',
                ...$hooks
            );
        }
    }

    /** @return array<string, array{columns: non-empty-list<string>, indexes: list<string>}> By table. */
    private function parts(): array
    {
        $parts = [];
        foreach (array_combine(self::TABLES, $this->statements()) as $table => $statement) {
            preg_match_all('/^  (?:UNIQUE )?KEY (\w+)/m', $statement, $indexes);
            preg_match_all('/^  ([a-z_]+) /m', $statement, $columns);
            assert($columns[1] !== []);
            $parts[$table] = ['columns' => $columns[1], 'indexes' => ['PRIMARY', ...$indexes[1]]];
        }
        return $parts;
    }

    /** @return list<string> One for each of TABLES, in the format that dbDelta() compares. */
    private function statements(): array
    {
        $collation = $this->database->collation();
        $exact = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
        $name = fn (string $table): string => $this->database->table($table);

        return [
            // One row an order: its link to Telaris, when Telaris first read it, what we completed it for, and who holds it now.
            "CREATE TABLE {$name('orders')} (
  order_id bigint(20) unsigned NOT NULL,
  telaris_order varchar(64) $exact DEFAULT NULL,
  company varchar(64) $exact NOT NULL DEFAULT '',
  link_source varchar(20) DEFAULT NULL,
  linked_at bigint(20) DEFAULT NULL,
  read_at bigint(20) DEFAULT NULL,
  invoice_number varchar(64) $exact DEFAULT NULL,
  completed_at bigint(20) DEFAULT NULL,
  completed_attempt bigint(20) unsigned DEFAULT NULL,
  completions int(10) unsigned NOT NULL DEFAULT 0,
  hooks_until bigint(20) DEFAULT NULL,
  lease_token char(32) DEFAULT NULL,
  lease_until bigint(20) DEFAULT NULL,
  lease_attempt bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY  (order_id),
  UNIQUE KEY company_order (company,telaris_order),
  KEY lease_until (lease_until),
  KEY completed_attempt (completed_attempt),
  KEY awaiting (completed_at,linked_at,order_id)
) $collation;",
            "CREATE TABLE {$name('notifications')} (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  webhook_id varchar(191) $exact NOT NULL,
  fingerprint char(64) NOT NULL,
  type varchar(64) NOT NULL,
  state varchar(12) NOT NULL,
  code varchar(40) NOT NULL,
  heading varchar(20) NOT NULL,
  needs_check tinyint(1) NOT NULL DEFAULT 0,
  order_id bigint(20) unsigned DEFAULT NULL,
  shop_number varchar(64) $exact DEFAULT NULL,
  integration_reference varchar(20) $exact DEFAULT NULL,
  order_number varchar(64) $exact DEFAULT NULL,
  telaris_order varchar(64) $exact DEFAULT NULL,
  company varchar(64) $exact NOT NULL DEFAULT '',
  invoice_number varchar(64) $exact DEFAULT NULL,
  payload longtext NOT NULL,
  params longtext NOT NULL,
  attempts int(10) unsigned NOT NULL DEFAULT 0,
  received_at bigint(20) NOT NULL,
  updated_at bigint(20) NOT NULL,
  next_attempt_at bigint(20) DEFAULT NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY webhook_id (webhook_id),
  KEY received_at (received_at,id,state),
  KEY state (state,received_at,id),
  KEY heading (heading,received_at,id),
  KEY needs_check (needs_check,received_at,id),
  KEY order_id (order_id,received_at,id),
  KEY shop_number (shop_number),
  KEY order_number (order_number),
  KEY integration_reference (integration_reference),
  KEY telaris_order (telaris_order),
  KEY invoice_number (invoice_number),
  KEY next_attempt_at (next_attempt_at)
) $collation;",
            "CREATE TABLE {$name('attempts')} (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  notification_id bigint(20) unsigned NOT NULL,
  cause varchar(12) NOT NULL,
  user_id bigint(20) unsigned DEFAULT NULL,
  phase varchar(12) NOT NULL,
  code varchar(40) DEFAULT NULL,
  params longtext NOT NULL,
  status_before varchar(40) DEFAULT NULL,
  status_after varchar(40) DEFAULT NULL,
  started_ms bigint(20) NOT NULL,
  finished_ms bigint(20) DEFAULT NULL,
  PRIMARY KEY  (id),
  KEY notification_id (notification_id,id),
  KEY cause (cause,notification_id)
) $collation;",
            // One row an order, so that a customer gets the email once.
            "CREATE TABLE {$name('outbox')} (
  order_id bigint(20) unsigned NOT NULL,
  notification_id bigint(20) unsigned NOT NULL,
  attempt_id bigint(20) unsigned DEFAULT NULL,
  status_from varchar(40) DEFAULT NULL,
  state varchar(12) NOT NULL,
  reason varchar(20) DEFAULT NULL,
  silent tinyint(1) NOT NULL DEFAULT 0,
  claim_token char(32) DEFAULT NULL,
  updated_at bigint(20) NOT NULL,
  PRIMARY KEY  (order_id),
  KEY state (state,updated_at),
  KEY attempt_id (attempt_id)
) $collation;",
            "CREATE TABLE {$name('counters')} (
  name varchar(80) $exact NOT NULL,
  bucket bigint(20) NOT NULL,
  n bigint(20) NOT NULL,
  PRIMARY KEY  (name,bucket),
  KEY bucket (bucket)
) $collation;",
            // What of a refused call could be read; nothing about customers.
            "CREATE TABLE {$name('refused_calls')} (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  webhook_id varchar(191) $exact NOT NULL DEFAULT '',
  code varchar(40) $exact NOT NULL,
  message text NOT NULL,
  type varchar(64) DEFAULT NULL,
  telaris_order varchar(64) $exact DEFAULT NULL,
  integration_reference varchar(64) $exact DEFAULT NULL,
  order_number varchar(64) $exact DEFAULT NULL,
  invoice_number varchar(64) $exact DEFAULT NULL,
  times int(10) unsigned NOT NULL DEFAULT 1,
  refused_at bigint(20) NOT NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY webhook_id (webhook_id,code),
  KEY refused_at (refused_at,id)
) $collation;",
            // What Telaris sent and was answered. Apart from the attempts, so that those stay small.
            "CREATE TABLE {$name('deliveries')} (
  id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  notification_id bigint(20) unsigned NOT NULL,
  attempt_id bigint(20) unsigned NOT NULL DEFAULT 0,
  replayed tinyint(1) NOT NULL DEFAULT 0,
  times int(10) unsigned NOT NULL DEFAULT 1,
  received_ms bigint(20) NOT NULL,
  duration_ms bigint(20) NOT NULL,
  http_status smallint(5) unsigned NOT NULL,
  request longtext NOT NULL,
  response longtext NOT NULL,
  PRIMARY KEY  (id),
  UNIQUE KEY delivery (notification_id,attempt_id,replayed)
) $collation;",
        ];
    }
}
