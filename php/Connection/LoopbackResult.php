<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

defined('ABSPATH') || exit;

/** What came back when the shop called one of its own addresses. */
final class LoopbackResult
{
    /** @param string $shown What came back, in one line, for whoever helps. */
    public function __construct(
        public readonly ?LoopbackFault $fault,
        public readonly string $detail,
        public readonly string $shown,
        public readonly bool $hasAuthorization,
    ) {
    }

    public function isFault(): bool
    {
        return $this->fault !== null && ! $this->fault->isInconclusive();
    }

    /** @return array{fault: string, detail: string, shown: string, authorization: bool} */
    public function stored(): array
    {
        return ['fault' => $this->fault->value ?? '', 'detail' => $this->detail, 'shown' => $this->shown, 'authorization' => $this->hasAuthorization];
    }

    public static function fromStored(mixed $stored): ?self
    {
        if (! is_array($stored) || ! is_string($stored['fault'] ?? null) || ! is_string($stored['detail'] ?? null) || ! is_string($stored['shown'] ?? null)) {
            return null;
        }
        return new self(LoopbackFault::tryFrom($stored['fault']), $stored['detail'], $stored['shown'], ($stored['authorization'] ?? null) === true);
    }
}
