<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

defined('ABSPATH') || exit;

/** A signing secret as it is kept. */
final class SigningSecret
{
    /** @param int|null $expiresAt Unix seconds; null for the current one. */
    public function __construct(
        public readonly string $id,
        public readonly int $createdAt,
        public readonly ?int $expiresAt,
        public readonly string $sealed,
    ) {
    }

    public function isAlive(int $now): bool
    {
        return $this->expiresAt === null || $this->expiresAt > $now;
    }

    public function expiring(int $at): self
    {
        return new self($this->id, $this->createdAt, $this->expiresAt === null ? $at : min($at, $this->expiresAt), $this->sealed);
    }
}
