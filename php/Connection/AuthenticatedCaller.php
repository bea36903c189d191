<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

defined('ABSPATH') || exit;

/** Who calls the webhook, and how that was recognised. */
final class AuthenticatedCaller
{
    public const BY_SIGNATURE = 'signature';
    public const BY_API_KEY = 'api_key';

    /** The shop itself, which wants to know what arrives. */
    public const BY_SHOP = 'shop';

    /** @param int|null $clockSkew Telaris's clock less the shop's, in seconds. */
    public function __construct(
        public readonly string $by,
        public readonly ?int $clockSkew,
    ) {
    }
}
