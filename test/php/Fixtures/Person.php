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
    }

    public static function signOut(): void
    {
        $GLOBALS['current_user'] = new WP_User();
    }
}
