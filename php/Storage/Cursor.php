<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use Stringable;
use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** A place in the history, and the way to read from it. */
final class Cursor implements Stringable
{
    private function __construct(
        public readonly bool $newer,
        public readonly int $time,
        public readonly int $id,
    ) {
    }

    /** @return self|null Null for what is no cursor of ours. */
    public static function parse(?string $text): ?self
    {
        if ($text === null || preg_match('/\A(older|newer)\.(\d{1,12})\.(\d{1,18})\z/', $text, $part) !== 1) {
            return null;
        }
        return new self($part[1] === 'newer', (int) $part[2], (int) $part[3]);
    }

    public static function newerThan(Row $key): self
    {
        return new self(true, $key->int('received_at'), $key->int('id'));
    }

    public static function olderThan(Row $key): self
    {
        return new self(false, $key->int('received_at'), $key->int('id'));
    }

    public function __toString(): string
    {
        return ($this->newer ? 'newer' : 'older') . ".$this->time.$this->id";
    }
}
