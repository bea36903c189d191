<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\History;

defined('ABSPATH') || exit;

/** Why a notification is in its state: machine-readable and stable. */
enum Code: string
{
    case Received = 'received';
    case Completed = 'completed';
    case AlreadyCompleted = 'already_completed';
    case SideEffectsUncertain = 'side_effects_uncertain';
    case EmailUnknown = 'email_unknown';
    case NotSynced = 'not_synced';
    case PartiallyInvoiced = 'partially_invoiced';
    case CreditNote = 'credit_note';
    case OrderNotFound = 'order_not_found';
    case MissingLink = 'missing_link';
    case LinkMismatch = 'link_mismatch';
    case StatusNotAllowed = 'status_not_allowed';
    case InvoiceMismatch = 'invoice_mismatch';
    case Reverted = 'reverted';
    case InProgress = 'in_progress';
    case SaveUnconfirmed = 'save_unconfirmed';
    case InternalError = 'internal_error';

    public function state(): State
    {
        return match ($this) {
            self::Completed, self::AlreadyCompleted, self::SideEffectsUncertain, self::EmailUnknown => State::Completed,
            self::NotSynced, self::PartiallyInvoiced, self::CreditNote => State::Ignored,
            self::Received, self::InProgress, self::SaveUnconfirmed, self::InternalError => State::Pending,
            default => State::Failed,
        };
    }

    public function heading(): Heading
    {
        return match ($this) {
            self::Completed, self::AlreadyCompleted => Heading::Completed,
            self::NotSynced, self::PartiallyInvoiced, self::CreditNote => Heading::NotInvoiced,
            self::OrderNotFound, self::MissingLink, self::LinkMismatch => Heading::LinkMissing,
            self::StatusNotAllowed, self::InvoiceMismatch, self::Reverted => Heading::OrderBlocked,
            default => Heading::NeedsCheck,
        };
    }

    /** The HTTP status that Telaris is answered. */
    public function httpStatus(): int
    {
        return match ($this) {
            self::OrderNotFound => 404,
            self::Received, self::InProgress, self::MissingLink, self::LinkMismatch,
            self::StatusNotAllowed, self::InvoiceMismatch, self::Reverted => 409,
            self::SaveUnconfirmed, self::InternalError => 503,
            default => 200,
        };
    }

    /** Whether the shop, and Telaris, may simply try again. */
    public function isRetryable(): bool
    {
        return $this->state() === State::Pending;
    }

    /** Whether a repetition of the same message is answered from the history, without another attempt. */
    public function isReplayed(): bool
    {
        return $this === self::Reverted
            || $this->state() === State::Completed
            || $this->state() === State::Ignored;
    }

    public function needsCheck(): bool
    {
        return $this === self::SideEffectsUncertain || $this === self::EmailUnknown;
    }

    /** Whether a link, once made, may be all that was missing. */
    public function waitsForLink(): bool
    {
        return $this->heading() === Heading::LinkMissing;
    }
}
