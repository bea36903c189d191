<?php

/**
 * Where a site's merchant ticked so, or wp-config.php says WC_REMOVE_ALL_DATA: removes what the plugin keeps of its own.
 * Otherwise history, links, secrets and settings are found again when the plugin is installed again. Orders, their notes
 * and their Telaris numbers stay in any case.
 */

declare(strict_types=1);

namespace TelarisForWooCommerce;

use TelarisForWooCommerce\Admin\FirstRunNotice;
use TelarisForWooCommerce\Background\Scheduler;
use TelarisForWooCommerce\Connection\LoopbackTest;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Storage\AlertState;
use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Support\Autoloader;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Network;
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
    $removesAll = defined('WC_REMOVE_ALL_DATA') && WC_REMOVE_ALL_DATA === true;
    Network::each(true, static function () use ($schema, $removesAll): void {
        if ($removesAll || (new Settings())->removesData()) {
            $schema->drop();
            foreach ([Schema::OPTION, Schema::TRIED, Settings::OPTION, SigningSecrets::OPTION, SiteIdentity::OPTION, LoopbackTest::OPTION, FirstRunNotice::OPTION, ApiKeys::OFFERED, AlertState::OPTION, LastReconciliation::OPTION] as $option) {
                delete_option($option);
            }
        }
        Scheduler::clear();
        $schema->forgetActions([Scheduler::HOOK_DUE, Scheduler::HOOK_DAILY]);
    });
})();
