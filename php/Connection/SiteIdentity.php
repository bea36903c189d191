<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Support\Counters;

defined('ABSPATH') || exit;

/**
 * Notices that this is a copy of the shop, for example a staging site: one must not act on messages that are meant for the shop
 * itself, or its customers get emails from both.
 *
 * The address is stored at the first call of Telaris. Host and path count; scheme, port, "www." and case do not. A false
 * alarm in a real shop is worse than a copy that goes unnoticed, so what began on somebody's own machine may move freely.
 */
final class SiteIdentity
{
    /** Encoded, because copies are made by search and replace over the whole database. */
    public const OPTION = 'telaris_for_woocommerce_address';

    private const REFUSED = 'shop_moved';

    public function __construct(private readonly Counters $counters)
    {
    }

    /** Whether a call of Telaris may be acted on here. Counts it where not. */
    public function accepts(): bool
    {
        if ($this->isMoved()) {
            $this->counters->add(self::REFUSED, 0);
            return false;
        }
        if ($this->known() !== $this->now()) {
            $this->remember();
        }
        return true;
    }

    public function isMoved(): bool
    {
        $known = $this->known();
        return $known !== '' && $this->now() !== '' && $known !== $this->now() && ! self::isLocal($known);
    }

    /** What is said where nothing is done. */
    public static function explanation(): string
    {
        return __('The address of this shop changed. As it may be a copy, it does nothing until a person confirms the address under WooCommerce → Telaris.', 'telaris-for-woocommerce');
    }

    /** A person confirms that the shop itself is here now. */
    public function confirm(): void
    {
        $this->remember();
        $this->counters->set(self::REFUSED, 0);
    }

    /** @return string Where Telaris called first, or what a person confirmed; empty before that. */
    public function known(): string
    {
        $stored = get_option(self::OPTION);
        return is_string($stored) ? (string) base64_decode($stored, true) : '';
    }

    /** @return string Host and path. Not home_url(): plug-ins for languages change that from page to page. */
    public function now(): string
    {
        $home = get_option('home');
        $parts = wp_parse_url(is_string($home) ? $home : '');
        $host = is_array($parts) ? strtolower($parts['host'] ?? '') : '';
        return $host === '' ? '' : (string) preg_replace('/^www\./', '', $host) . rtrim(strtolower($parts['path'] ?? ''), '/');
    }

    /** Whether the shop is called without encryption, where that is not somebody's own machine. */
    public function isPlainHttp(): bool
    {
        $home = get_option('home');
        return is_string($home) && wp_parse_url($home, PHP_URL_SCHEME) === 'http' && ! self::isLocal($this->now());
    }

    /** @return int Calls refused since the address changed. */
    public function refused(): int
    {
        return $this->counters->get(self::REFUSED);
    }

    private function remember(): void
    {
        update_option(self::OPTION, base64_encode($this->now()), true);
    }

    /** A developer's machine. */
    private static function isLocal(string $address): bool
    {
        $host = trim(explode('/', $address)[0], '[]');
        return preg_match('/(^|\.)(localhost|local|test)$/', $host) === 1
            || (filter_var($host, FILTER_VALIDATE_IP) !== false
                && filter_var($host, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) === false);
    }
}
