<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use WP_Error;

defined('ABSPATH') || exit;

/** Calls the shop's own addresses when a person asks for it, and keeps what came back for those who only look. */
final class LoopbackTest
{
    public const OPTION = 'telaris_for_woocommerce_loopback';

    /** The address of the REST route, and the one for hosts that block the REST API. */
    public const REST = 'rest';
    public const FALLBACK = 'fallback';

    /** Seconds that one call may take. */
    private const TIMEOUT = 10;

    /** Seconds for which a result says something. */
    private const VALID = 86_400;

    /** @param array<string, string> $addresses By REST and FALLBACK. */
    public function run(array $addresses): void
    {
        $results = array_map(fn (string $url): array => $this->call($url)->stored(), $addresses);
        update_option(self::OPTION, ['at' => time()] + $results, false);
    }

    /** @return int|null When it was last run, in Unix seconds; null where that is too long ago. */
    public function at(): ?int
    {
        $at = $this->stored()['at'] ?? null;
        return is_int($at) && $at > time() - self::VALID ? $at : null;
    }

    public function result(string $address): ?LoopbackResult
    {
        return $this->at() === null ? null : LoopbackResult::fromStored($this->stored()[$address] ?? null);
    }

    private function call(string $url): LoopbackResult
    {
        $nonce = bin2hex(random_bytes(8));
        $response = wp_remote_post($url, [
            'timeout' => self::TIMEOUT,
            // A redirect is what is looked for.
            'redirection' => 0,
            'headers' => LoopbackCall::headers($nonce),
            'body' => LoopbackCall::BODY,
            'limit_response_size' => 65_536,
            /** This filter is documented in wp-includes/class-wp-http-streams.php */
            'sslverify' => (bool) apply_filters('https_local_ssl_verify', true), // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WordPress's own.
        ]);
        if ($response instanceof WP_Error) {
            return LoopbackAnswer::failed($response->get_error_message());
        }
        $headers = wp_remote_retrieve_headers($response);
        $answer = new LoopbackAnswer(
            (int) wp_remote_retrieve_response_code($response),
            is_array($headers) ? $headers : $headers->getAll(),
            wp_remote_retrieve_body($response)
        );
        return $answer->result($nonce);
    }

    /** @return array<mixed> */
    private function stored(): array
    {
        $stored = get_option(self::OPTION);
        return is_array($stored) ? $stored : [];
    }
}
