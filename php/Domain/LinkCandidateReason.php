<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** Why an order is offered where a link is missing; the surest first. */
enum LinkCandidateReason: string
{
    case Linked = 'linked';
    case SameNumber = 'same_number';
    case SameId = 'same_id';
    case SameTotal = 'same_total';
    case Found = 'found';
}
