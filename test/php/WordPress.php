<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test;

use TelarisForWooCommerce\Test\Fixtures\MemoryDatabase;
use WP;
use WP_Rewrite;
use WP_Textdomain_Registry;

/** As much of WordPress as the plugin's logic stands on: its own files, none of them copied, none of them booted. */
final class WordPress
{
    /** In the order of wp-settings.php. What an older WordPress does not have yet is left out. */
    private const FILES = [
        'version', 'compat-utf8', 'compat', 'load', 'class-wp-exception', 'default-constants', 'plugin', 'class-wp-list-util',
        'class-wp-token-map', 'utf8', 'formatting', 'meta', 'functions', 'class-wp-meta-query', 'class-wp-matchesmapregex',
        'class-wp', 'class-wp-error', 'pomo/mo', 'l10n/class-wp-translation-controller', 'l10n/class-wp-translations',
        'l10n/class-wp-translation-file', 'l10n/class-wp-translation-file-mo', 'l10n/class-wp-translation-file-php',
        'class-wpdb', 'cache', 'l10n', 'class-wp-textdomain-registry', 'class-wp-locale', 'class-wp-locale-switcher',
        'capabilities', 'class-wp-roles', 'class-wp-role', 'class-wp-user', 'theme', 'class-wp-theme', 'user', 'general-template',
        'link-template', 'post', 'class-wp-post-type', 'class-wp-post', 'class-wp-walker', 'rewrite', 'class-wp-rewrite', 'kses', 'taxonomy',
        'http', 'class-wp-http-response', 'rest-api', 'json-schema', 'rest-api/class-wp-rest-server',
        'rest-api/class-wp-rest-response', 'rest-api/class-wp-rest-request', 'pluggable',
    ];

    public static function load(TestEnvironment $environment): void
    {
        self::define($environment->wordpress . '/');
        // version.php and others set these in the scope of whoever loads them.
        global $wp_version, $wp_db_version, $required_php_version, $required_mysql_version, $table_prefix, $blog_id;
        global $wp_plugin_paths, $wp_actions, $wp_filters, $wp_current_filter, $wp_filter, $wp_textdomain_registry, $wp_rewrite, $wp;

        $table_prefix = 'wp_';
        $blog_id = 1;
        $wp_plugin_paths = [];
        foreach (self::FILES as $name) {
            $file = ABSPATH . WPINC . "/$name.php";
            if (is_file($file)) {
                require_once $file;
            }
        }
        wp_initial_constants();
        wp_cache_init();
        require_once $environment->sqlite . '/wp-includes/database/load.php';
        require_once $environment->sqlite . '/wp-includes/sqlite/class-wp-sqlite-db.php';
        MemoryDatabase::connect();

        // Of default-filters.php, whose other hooks belong to a whole site, just the one that lists of words need.
        add_filter('wp_sprintf', 'wp_sprintf_l', 10, 2);
        $wp_textdomain_registry = new WP_Textdomain_Registry();
        $wp_rewrite = new WP_Rewrite();
        $wp = new WP();
        // With dbDelta() come wp-admin's own hooks, which belong to a whole site as well: whichever test needs it first would have them.
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        remove_all_actions('admin_init');
    }

    private static function define(string $root): void
    {
        $content = __DIR__ . '/Fixtures/content';
        $constants = [
            'ABSPATH' => $root,
            'WPINC' => 'wp-includes',
            'WP_CONTENT_DIR' => $content,
            'WP_CONTENT_URL' => 'https://shop.example/wp-content',
            'WP_PLUGIN_DIR' => "$content/plugins",
            'WPMU_PLUGIN_DIR' => "$content/mu-plugins",
            'WP_LANG_DIR' => "$content/languages",
            'WP_DEBUG' => true,
            'WP_DEBUG_DISPLAY' => false,
            'WP_DEBUG_LOG' => false,
            'WP_HOME' => 'https://shop.example',
            'WP_SITEURL' => 'https://shop.example',
            'WP_CACHE_KEY_SALT' => '',
            'COOKIEHASH' => 'tests',
            'DB_ENGINE' => 'sqlite',
        ];
        foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $scheme) {
            $constants["{$scheme}_KEY"] = "key of the tests for $scheme";
            $constants["{$scheme}_SALT"] = "salt of the tests for $scheme";
        }
        foreach ($constants as $name => $value) {
            define($name, $value);
        }
    }
}
