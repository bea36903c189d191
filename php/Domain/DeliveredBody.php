<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** A request of Telaris, or the shop's answer to it, as far as it is kept. */
final class DeliveredBody
{
    /**
     * @param string $text The body; without what may be about a customer.
     * @param int $bytes Its size as it was sent.
     * @param array<string, string> $headers Those that matter, by their names in lower case.
     * @param bool $isExact Whether each byte is as it was sent.
     * @param bool $isCut Whether it was too long to be kept whole.
     */
    public function __construct(
        public readonly string $text,
        public readonly int $bytes,
        public readonly array $headers,
        public readonly bool $isExact,
        public readonly bool $isCut,
    ) {
    }

    /** @return array{body: string, bytes: int, headers: object, is_exact: bool, is_cut: bool} Schema DeliveredBody. */
    public function toArray(): array
    {
        return [
            'body' => $this->text,
            'bytes' => $this->bytes,
            'headers' => (object) $this->headers,
            'is_exact' => $this->isExact,
            'is_cut' => $this->isCut,
        ];
    }

    /** @param array<mixed> $from What toArray() gave. */
    public static function fromArray(array $from): self
    {
        $headers = [];
        foreach (is_array($from['headers'] ?? null) ? $from['headers'] : [] as $name => $value) {
            $headers[(string) $name] = is_string($value) ? $value : '';
        }
        return new self(
            is_string($from['body'] ?? null) ? $from['body'] : '',
            is_int($from['bytes'] ?? null) ? $from['bytes'] : 0,
            $headers,
            ($from['is_exact'] ?? false) === true,
            ($from['is_cut'] ?? false) === true
        );
    }
}
