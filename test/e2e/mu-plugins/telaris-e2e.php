<?php

/**
 * Plugin Name: Telaris end-to-end tests
 * Description: Writes from right to left for people whose language is Arabic.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// WordPress learns the direction from the language pack, by how this one text is
// translated. A closed machine has no pack, so the one word is here.
add_filter('gettext_with_context', static function ($translation, $text, $context) {
    return $text === 'ltr' && $context === 'text direction' && determine_locale() === 'ar' ? 'rtl' : $translation;
}, 10, 3);
