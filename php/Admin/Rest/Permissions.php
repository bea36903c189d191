<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Connection\WebhookAuthenticator;

defined('ABSPATH') || exit;

/** Who may see the history, act on it, and manage the connection. */
final class Permissions
{
    public const READ = 'edit_shop_orders';
    private const MANAGE = 'manage_woocommerce';

    public function __construct(private readonly WebhookAuthenticator $authenticator)
    {
    }

    public function may(Access $access): bool
    {
        return $this->isPersonWho($access === Access::Manage ? self::MANAGE : self::READ);
    }

    /** An API key opens the door and nothing else: whoever holds one would otherwise make himself a secret that outlives it. */
    private function isPersonWho(string $capability): bool
    {
        return current_user_can($capability) && ! $this->authenticator->hasApiKey();
    }
}
