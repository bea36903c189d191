<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** Where a message came from, by its webhook-id: the shop makes ids for what Telaris did not send as a message. */
enum MessageOrigin: string
{
    case Telaris = '';

    /** The marked key completed an order through WooCommerce's own REST API. */
    case WooCommerceApi = 'core_';

    /** A person said that an order is invoiced. */
    case Person = 'hand_';

    public static function of(string $webhookId): self
    {
        return match (true) {
            str_starts_with($webhookId, self::WooCommerceApi->value) => self::WooCommerceApi,
            str_starts_with($webhookId, self::Person->value) => self::Person,
            default => self::Telaris,
        };
    }

    /** A new id of this origin. */
    public function newId(string $prefix = ''): string
    {
        return $this->value . $prefix . bin2hex(random_bytes(12));
    }
}
