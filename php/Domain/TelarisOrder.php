<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** An order in Telaris: its number, and the company that has it where a message says which. Two companies may use one number. */
final class TelarisOrder
{
    /** @param string $company Empty where nobody said it: a company of its own, as far as links go. */
    public function __construct(public readonly string $number, public readonly string $company = '')
    {
    }

    /** Whether a link to the one may stand for the other: the same number, and not known to be another company's. */
    public function fits(self $other): bool
    {
        return $this->number === $other->number && ($this->company === $other->company || $this->company === '' || $other->company === '');
    }

    /** Whether it says all that the other one does. */
    public function covers(self $other): bool
    {
        return $this->number === $other->number && ($this->company === $other->company || $other->company === '');
    }

    /** For people. */
    public function name(): string
    {
        return $this->company === '' ? $this->number : "$this->number ($this->company)";
    }
}
