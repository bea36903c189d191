<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use TelarisForWooCommerce\Domain\AlertDigest;

defined('ABSPATH') || exit;

/** Sends alerts as an email of WooCommerce, as WooCommerce → Settings → Emails has it. */
final class AlertMailer
{
    public function isEnabled(): bool
    {
        $email = self::email();
        return $email !== null && $email->is_enabled() && $email->get_recipient() !== '';
    }

    /** @return bool Whether the mail server took it. */
    public function send(AlertDigest $digest): bool
    {
        return self::email()?->sendDigest($digest) === true;
    }

    private static function email(): ?AlertEmail
    {
        foreach (WC()->mailer()->get_emails() as $email) {
            if ($email instanceof AlertEmail) {
                return $email;
            }
        }
        return null;
    }
}
