<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use SodiumException;

defined('ABSPATH') || exit;

/**
 * Seals secrets, so that a copy of the database gives none away.
 *
 * The key comes from the constant TELARIS_FOR_WOOCOMMERCE_KEY in wp-config.php, else from the site's salts. After a
 * change of either, what was sealed cannot be opened again: new secrets have to be made.
 */
final class SecretEncryption
{
    public const CONSTANT = 'TELARIS_FOR_WOOCOMMERCE_KEY';

    public function seal(string $plain): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return base64_encode($nonce . sodium_crypto_secretbox($plain, $nonce, $this->key()));
    }

    /** @return string|null Null when it was sealed with another key, or is damaged. */
    public function open(string $sealed): ?string
    {
        $raw = base64_decode($sealed, true);
        if ($raw === false || strlen($raw) <= SODIUM_CRYPTO_SECRETBOX_NONCEBYTES) {
            return null;
        }
        try {
            $plain = sodium_crypto_secretbox_open(
                substr($raw, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES),
                substr($raw, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES),
                $this->key()
            );
        } catch (SodiumException) {
            return null;
        }
        return $plain === false ? null : $plain;
    }

    private function key(): string
    {
        $own = defined(self::CONSTANT) ? constant(self::CONSTANT) : null;
        $material = is_string($own) && $own !== '' ? $own : wp_salt('secure_auth');
        return hash('sha256', 'telaris-for-woocommerce|' . $material, true);
    }
}
