<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

defined('ABSPATH') || exit;

/**
 * What Telaris can tell the shop, or ask of it. Schema MessageType of openapi.json lists the same.
 *
 * A type that is not here is refused: a typing error must not lose an invoice in silence.
 */
enum MessageType: string
{
    case Invoiced = 'order.invoiced';
    case Imported = 'order.imported';
    case PartiallyInvoiced = 'order.partially_invoiced';
    case Credited = 'order.credited';
    case Cancelled = 'order.cancelled';
    case Closed = 'order.closed';
    case Confirmed = 'order.confirmed';
    case Created = 'order.created';
    case Deleted = 'order.deleted';
    case Delivered = 'order.delivered';
    case Packed = 'order.packed';
    case Reopened = 'order.reopened';
    case Shipped = 'order.shipped';
    case StatusChanged = 'order.status_changed';
    case Updated = 'order.updated';
    case Query = 'notifications.query';
    case Reconcile = 'invoices.reconcile';
    case Ping = 'ping';

    /** Other spellings, Telaris's own words for a status among them. */
    private const SPELLINGS = [
        'partlyinvoiced' => self::PartiallyInvoiced,
        'order.partlyinvoiced' => self::PartiallyInvoiced,
        'order.partly_invoiced' => self::PartiallyInvoiced,
        'closed' => self::Closed,
        'order.canceled' => self::Cancelled,
    ];

    /** The type that a word means, whatever its case; null where it means none. */
    public static function fromWord(string $word): ?self
    {
        $word = strtolower(trim($word));
        return self::tryFrom($word) ?? self::SPELLINGS[$word] ?? null;
    }

    /** The known type that is spelt most like a word. */
    public static function nearest(string $word): self
    {
        $nearest = self::Invoiced;
        $most = 0.0;
        foreach (self::cases() as $type) {
            similar_text(substr(strtolower($word), 0, 64), $type->value, $percent);
            if ($percent > $most) {
                [$nearest, $most] = [$type, $percent];
            }
        }
        return $nearest;
    }

    public function action(): MessageAction
    {
        return match ($this) {
            self::Invoiced => MessageAction::Complete,
            self::Imported => MessageAction::Link,
            self::PartiallyInvoiced,
            self::Credited,
            self::Cancelled,
            self::Closed,
            self::Confirmed,
            self::Created,
            self::Deleted,
            self::Delivered,
            self::Packed,
            self::Reopened,
            self::Shipped,
            self::StatusChanged,
            self::Updated => MessageAction::Ignore,
            self::Ping, self::Query, self::Reconcile => MessageAction::Answer,
        };
    }

    /** @return list<string> The fields of `data` that it cannot do without. */
    public function required(): array
    {
        return match ($this->action()) {
            MessageAction::Complete, MessageAction::Ignore => ['telaris_order'],
            MessageAction::Link => ['telaris_order', 'integration_reference'],
            MessageAction::Answer => [],
        };
    }

    /** Why a message of this type changes no order; null where it completes one. */
    public function ignoredAs(): ?ResultCode
    {
        if ($this->action() === MessageAction::Complete) {
            return null;
        }
        return $this === self::PartiallyInvoiced ? ResultCode::PartiallyInvoiced : ResultCode::NotSynced;
    }
}
