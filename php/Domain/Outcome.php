<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** The outcome of one attempt. */
final class Outcome
{
    /** @param array<string, string> $params What the sentence about the code names: a status, a number, a plug-in. */
    public function __construct(
        public readonly ResultCode $code,
        public readonly array $params = [],
        public readonly ?int $orderId = null,
        public readonly ?string $statusBefore = null,
        public readonly ?string $statusAfter = null,
        public readonly ?string $shopNumber = null,
    ) {
    }

    /** @param array<string, string> $params */
    public static function of(ResultCode $code, array $params = []): self
    {
        return new self($code, $params);
    }

    /**
     * The same, with more to say of it.
     *
     * @param array<string, string> $params
     */
    public function with(array $params): self
    {
        return new self($this->code, $this->params + $params, $this->orderId, $this->statusBefore, $this->statusAfter, $this->shopNumber);
    }

    /** The same, said of an order and of the status it had and has (without "wc-"). */
    public function about(int $orderId, ?string $before, ?string $after, ?string $shopNumber = null): self
    {
        return new self($this->code, $this->params, $orderId, $before, $after, $shopNumber);
    }
}
