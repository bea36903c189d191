<?php

/**
 * Plugin Name: Telaris end-to-end tests
 * Description: Writes from right to left for people whose language is Arabic, and leaves the command palette out.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// WordPress learns the direction from the language pack, by how this one text is
// translated. A closed machine has no pack, so the one word is here.
add_filter('gettext_with_context', static function ($translation, $text, $context) {
    return $text === 'ltr' && $context === 'text direction' && determine_locale() === 'ar' ? 'rtl' : $translation;
}, 10, 3);

// Its block editor is half of all scripts of every page of wp-admin, which take a browser seconds. Our screen uses
// nothing of it; a test that is to meet the whole page says so by this cookie.
add_action('admin_enqueue_scripts', static function (): void {
    if (!isset($_COOKIE['telaris_e2e_whole'])) {
        remove_action('admin_enqueue_scripts', 'wp_enqueue_command_palette_assets');
    }
}, PHP_INT_MIN);
add_action('admin_enqueue_scripts', static function (): void {
    if (!isset($_COOKIE['telaris_e2e_whole'])) {
        wp_dequeue_script('wc-admin-command-palette');
        wp_dequeue_script('wc-admin-command-palette-analytics');
    }
}, PHP_INT_MAX);
