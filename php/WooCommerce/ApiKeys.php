<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** WooCommerce's REST API keys, without what is secret about them; and which of them seems to be Telaris's. */
final class ApiKeys
{
    /** What may be wrong with a key. */
    public const GONE = 'gone';
    public const READ_ONLY = 'read_only';
    public const USER = 'user';

    public const OFFERED = 'telaris_for_woocommerce_offered_key';

    public function __construct(private readonly Database $database)
    {
    }

    /** @return list<array{id: int, description: string, last_seven: string, permissions: string, user: string|null}> */
    public function all(): array
    {
        return array_map(
            static fn (Row $row): array => [
                'id' => $row->int('key_id'),
                'description' => $row->string('description'),
                'last_seven' => $row->string('truncated_key'),
                'permissions' => $row->string('permissions'),
                'user' => (get_userdata($row->int('user_id')) ?: null)?->display_name,
            ],
            $this->database->rows('SELECT key_id, user_id, description, permissions, truncated_key FROM [woocommerce_api_keys] ORDER BY key_id')
        );
    }

    /** @return string|null What keeps a key from writing orders; null where nothing does. */
    public function faultOf(int $id): ?string
    {
        $row = $this->database->row('SELECT user_id, permissions FROM [woocommerce_api_keys] WHERE key_id = %d', $id);
        return match (true) {
            $row === null => self::GONE,
            ! in_array($row->string('permissions'), ['write', 'read_write'], true) => self::READ_ONLY,
            ! user_can($row->int('user_id'), 'edit_others_shop_orders') => self::USER,
            default => null,
        };
    }

    /** The key that last completed an order without being marked. */
    public function offered(): ?int
    {
        $id = get_option(self::OFFERED);
        return is_numeric($id) && (int) $id > 0 ? (int) $id : null;
    }

    /** Writes only where it is another one than before. */
    public function offer(int $id): void
    {
        if ($this->offered() !== $id) {
            update_option(self::OFFERED, $id, true);
        }
    }
}
