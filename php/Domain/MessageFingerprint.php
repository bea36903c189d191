<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** Tells whether two bodies are the same message: by what matters, so not by their timestamp, unknown fields, order or spelling. */
final class MessageFingerprint
{
    /** @return string 64 hexadecimal digits. */
    public static function of(Message $message): string
    {
        $told = $message->toArray();
        unset($told['timestamp']);
        return hash('sha256', (string) wp_json_encode($told));
    }
}
