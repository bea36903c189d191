<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Fixtures;

use WP_User;

/** Who WordPress thinks is calling. */
final class Person
{
    public const ID = 7;

    public static function signIn(string ...$capabilities): void
    {
        $user = new WP_User();
        $user->ID = self::ID;
        $user->allcaps = array_fill_keys($capabilities, true);
        $GLOBALS['current_user'] = $user;
        // The tests' database has no people.
        wp_cache_set(self::ID, (object) ['ID' => self::ID, 'user_login' => 'kari', 'display_name' => 'Kari'], 'users');
        wp_cache_set(self::ID, [], 'user_meta');
    }

    public static function signOut(): void
    {
        $GLOBALS['current_user'] = new WP_User();
    }
}
