<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/** The few headings that people see in place of codes. */
enum ResultCategory: string
{
    case Completed = 'completed';
    case NotInvoiced = 'not_invoiced';
    case LinkMissing = 'link_missing';
    case Connection = 'connection';
    case OrderBlocked = 'order_blocked';
    case NeedsCheck = 'needs_check';
    case Held = 'held';
    case Dismissed = 'dismissed';
}
