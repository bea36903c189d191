<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Connection\WebhookAuthenticator;

defined('ABSPATH') || exit;

/** Who may see the history, act on it, and manage the connection. */
final class Permissions
{
    /** What WooCommerce's own API requires for changing other people's orders: marketplace plug-ins give their vendors less. */
    public const READ = 'edit_others_shop_orders';
    private const MANAGE = 'manage_woocommerce';

    public function __construct(private readonly WebhookAuthenticator $authenticator)
    {
    }

    public function may(Access $access): bool
    {
        return $access === Access::Manage
            ? $this->isPersonWho(self::MANAGE) && self::isSignedIn()
            : $this->isPersonWho(self::READ);
    }

    /** An API key is valid for the webhook only: with these routes, its holder could make a secret that stays valid after the key is revoked. */
    private function isPersonWho(string $capability): bool
    {
        return current_user_can($capability) && ! $this->authenticator->hasApiKey();
    }

    /** By a browser's cookie, whose nonce WordPress has checked: a secret must not outlive an application password either. */
    private static function isSignedIn(): bool
    {
        $userId = get_current_user_id();
        return $userId > 0 && wp_validate_auth_cookie('', 'logged_in') === $userId;
    }
}
