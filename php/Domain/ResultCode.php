<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/**
 * Why a notification is in its state: machine-readable and stable.
 *
 * The matches here and in ResultText have no default arm, so that PHPStan fails on a code that one of them does not know.
 */
enum ResultCode: string
{
    case Received = 'received';
    case Held = 'held';
    case Completed = 'completed';
    case AlreadyCompleted = 'already_completed';
    case SideEffectsUncertain = 'side_effects_uncertain';
    case EmailUnknown = 'email_unknown';
    case PutBack = 'put_back';
    case NotSynced = 'not_synced';
    case PartiallyInvoiced = 'partially_invoiced';
    case CreditNote = 'credit_note';
    case Dismissed = 'dismissed';
    case OrderNotFound = 'order_not_found';
    case MissingLink = 'missing_link';
    case LinkMismatch = 'link_mismatch';
    case StatusNotAllowed = 'status_not_allowed';
    case Ready = 'ready';
    case InvoiceMismatch = 'invoice_mismatch';
    case Reverted = 'reverted';
    case InProgress = 'in_progress';
    case SaveUnconfirmed = 'save_unconfirmed';
    case InternalError = 'internal_error';

    public function state(): NotificationStatus
    {
        return match ($this) {
            self::Completed, self::AlreadyCompleted, self::SideEffectsUncertain, self::EmailUnknown, self::PutBack => NotificationStatus::Completed,
            self::NotSynced, self::PartiallyInvoiced, self::CreditNote, self::Dismissed => NotificationStatus::Ignored,
            self::Received, self::Held, self::InProgress, self::SaveUnconfirmed, self::InternalError => NotificationStatus::Pending,
            self::OrderNotFound, self::MissingLink, self::LinkMismatch,
            self::StatusNotAllowed, self::Ready, self::InvoiceMismatch, self::Reverted => NotificationStatus::Failed,
        };
    }

    public function heading(): ResultCategory
    {
        return match ($this) {
            self::Completed, self::AlreadyCompleted => ResultCategory::Completed,
            self::NotSynced, self::PartiallyInvoiced, self::CreditNote => ResultCategory::NotInvoiced,
            self::Dismissed => ResultCategory::Dismissed,
            self::Held => ResultCategory::Held,
            self::OrderNotFound, self::MissingLink, self::LinkMismatch => ResultCategory::LinkMissing,
            self::StatusNotAllowed, self::Ready, self::InvoiceMismatch, self::Reverted => ResultCategory::OrderBlocked,
            self::Received, self::InProgress, self::SaveUnconfirmed, self::InternalError,
            self::SideEffectsUncertain, self::EmailUnknown, self::PutBack => ResultCategory::NeedsCheck,
        };
    }

    /** The HTTP status that Telaris is answered. */
    public function httpStatus(): int
    {
        return match ($this) {
            self::Held => 202,
            self::OrderNotFound => 404,
            self::Received, self::InProgress, self::MissingLink, self::LinkMismatch,
            self::StatusNotAllowed, self::Ready, self::InvoiceMismatch, self::Reverted => 409,
            self::SaveUnconfirmed, self::InternalError => 503,
            self::Completed, self::AlreadyCompleted, self::SideEffectsUncertain, self::EmailUnknown, self::PutBack,
            self::NotSynced, self::PartiallyInvoiced, self::CreditNote, self::Dismissed => 200,
        };
    }

    /** Whether the shop, and Telaris, may simply try again. */
    public function isRetryable(): bool
    {
        return $this->state() === NotificationStatus::Pending && $this !== self::Held;
    }

    /** Whether a repetition of the same message is answered from the history, without another attempt. */
    public function isReplayed(): bool
    {
        return $this === self::Reverted
            || $this === self::Held
            || $this->state() === NotificationStatus::Completed
            || $this->state() === NotificationStatus::Ignored;
    }

    public function needsCheck(): bool
    {
        return $this === self::SideEffectsUncertain || $this === self::EmailUnknown || $this === self::PutBack;
    }

    /** Whether it is settled once the order is Completed, no matter by whom. */
    public function settlesWhenCompleted(): bool
    {
        return match ($this) {
            self::Received, self::Held, self::InProgress, self::SaveUnconfirmed, self::InternalError,
            self::StatusNotAllowed, self::Ready, self::Reverted, self::PutBack => true,
            // What was to be completed, or for which invoice, is still an open question.
            self::OrderNotFound, self::MissingLink, self::LinkMismatch, self::InvoiceMismatch,
            self::Completed, self::AlreadyCompleted, self::SideEffectsUncertain, self::EmailUnknown,
            self::NotSynced, self::PartiallyInvoiced, self::CreditNote, self::Dismissed => false,
        };
    }

    /** Whether a link, once made, may be all that was missing. */
    public function waitsForLink(): bool
    {
        return $this->heading() === ResultCategory::LinkMissing;
    }
}
