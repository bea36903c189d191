<?php

/**
 * Removes what the plugin keeps of its own, on every site of a network. Orders, their notes and their Telaris numbers stay.
 */

declare(strict_types=1);

namespace TelarisForWooCommerce;

use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Storage\AlertState;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\Autoloader;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\ApiKeys;
use wpdb;

defined('WP_UNINSTALL_PLUGIN') || exit;

require_once __DIR__ . '/php/Support/Autoloader.php';

Autoloader::register(__DIR__ . '/php');

(static function (): void {
    global $wpdb;
    /** @var wpdb $wpdb */
    $schema = new Schema(new Database($wpdb), new Logger(), '');
    $sites = is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [get_current_blog_id()];
    foreach ($sites as $site) {
        if (is_multisite()) {
            switch_to_blog((int) $site);
        }
        $schema->drop();
        foreach ([Schema::OPTION, Schema::TRIED, Settings::OPTION, SigningSecrets::OPTION, SiteIdentity::OPTION, ApiKeys::OFFERED, AlertState::OPTION] as $option) {
            delete_option($option);
        }
        Scheduler::clear();
        $schema->forgetActions([Scheduler::HOOK_DUE, Scheduler::HOOK_DAILY]);
        if (is_multisite()) {
            restore_current_blog();
        }
    }
})();
