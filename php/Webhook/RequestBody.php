<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * The text of a body as it came: unpacked, in UTF-8, without a byte order mark. Read only after the caller is known, whose
 * signature is over the bytes as they were sent.
 */
final class RequestBody
{
    private const GZIP = "\x1F\x8B";
    private const BYTE_ORDER_MARK = "\xEF\xBB\xBF";

    /** Bytes that are unpacked at a time: they become at most a thousand times as many. */
    private const PIECE = 512;

    /**
     * @param WP_REST_Request<array<mixed>> $request
     * @throws InvalidPayload
     */
    public static function text(WP_REST_Request $request): string
    {
        if (WebhookAuthenticator::isBodyLost($request)) {
            throw InvalidPayload::bodyLost();
        }
        $body = (string) $request->get_body();
        $body = str_starts_with($body, self::GZIP) ? self::unpacked($body) : $body;
        $wide = self::wideEncoding($body);
        if ($wide !== null) {
            $refusal = self::encoded($wide);
            throw $refusal;
        }
        if (str_starts_with($body, self::BYTE_ORDER_MARK)) {
            $body = substr($body, strlen(self::BYTE_ORDER_MARK));
        }
        if (preg_match('//u', $body) !== 1) {
            $packing = trim((string) $request->get_header('content-encoding'));
            $refusal = self::encoded($packing !== '' && ! str_contains($body, '{') ? $packing : self::narrowEncoding($body));
            throw $refusal;
        }
        return $body;
    }

    /** @throws InvalidPayload */
    private static function unpacked(string $body): string
    {
        $inflate = function_exists('inflate_init') ? inflate_init(ZLIB_ENCODING_GZIP) : false;
        if ($inflate === false) {
            throw self::encoded('gzip');
        }
        $text = '';
        foreach (str_split($body, self::PIECE) as $piece) {
            // phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- a broken stream is a fault of the caller, and is answered.
            $part = @inflate_add($inflate, $piece);
            if ($part === false) {
                InvalidPayload::refuse('body', __('The body is broken gzip.', 'telaris-for-woocommerce'));
            }
            $text .= $part;
            if (strlen($text) > WebhookAuthenticator::MAX_BODY) {
                throw InvalidPayload::tooLarge();
            }
        }
        if (inflate_get_status($inflate) !== ZLIB_STREAM_END) {
            InvalidPayload::refuse('body', __('The body is broken gzip.', 'telaris-for-woocommerce'));
        }
        return $text;
    }

    /** UTF-16 and UTF-32 by their mark, or by the zeros beside the first brace. */
    private static function wideEncoding(string $body): ?string
    {
        return match (true) {
            str_starts_with($body, "\xFF\xFE\0\0"), str_starts_with($body, "\0\0\xFE\xFF"), str_starts_with($body, "\0\0\0"), str_starts_with(substr($body, 1), "\0\0\0") => 'UTF-32',
            str_starts_with($body, "\xFF\xFE"), str_starts_with($body, "\xFE\xFF"), str_starts_with($body, "\0"), str_starts_with(substr($body, 1), "\0") => 'UTF-16',
            default => null,
        };
    }

    private static function narrowEncoding(string $body): string
    {
        // A letter of two bytes or more is UTF-8, which was then cut or mixed.
        return preg_match('/[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}/', $body) === 1
            ? __('broken UTF-8', 'telaris-for-woocommerce')
            : 'ISO-8859-1 / Windows-1252';
    }

    private static function encoded(string $encoding): InvalidPayload
    {
        /* translators: %s: name of an encoding, such as UTF-16. */
        return InvalidPayload::because('body', sprintf(__('The encoding of the body seems to be %s. Send JSON in UTF-8, as it is or with gzip.', 'telaris-for-woocommerce'), mb_substr($encoding, 0, 40)));
    }
}
