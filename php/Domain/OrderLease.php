<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** The right to change one order, held for a while. */
final class OrderLease
{
    /** @param int|null $interrupted The attempt whose lease ran out and was taken over: what became of it must be found out first. */
    public function __construct(
        public readonly int $orderId,
        public readonly string $token,
        public readonly int $attemptId,
        public readonly ?int $interrupted = null,
    ) {
    }

    /** With a token that nobody else has. */
    public static function of(int $orderId, int $attemptId, ?int $interrupted = null): self
    {
        return new self($orderId, bin2hex(random_bytes(16)), $attemptId, $interrupted);
    }
}
