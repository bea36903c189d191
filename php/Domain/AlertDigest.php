<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** What one alert tells the shop's people. Nothing about customers is in it. */
final class AlertDigest
{
    /**
     * @param bool $recovered Whether it says that all is well again; then nothing else is in it.
     * @param int $orders How many need attention.
     * @param list<array{label: string, count: int, url: string, orders: list<array{number: string, sentence: string}>}> $groups By category; of each, the first few orders.
     * @param list<array{sentence: string, what_to_do: string}> $problems Of the connection.
     * @param string $url Of the screen.
     */
    public function __construct(
        public readonly bool $recovered,
        public readonly int $orders,
        public readonly array $groups,
        public readonly array $problems,
        public readonly string $url,
    ) {
    }
}
