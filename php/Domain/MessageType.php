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

    /** @return list<string> The fields of `data` that it cannot do without. */
    public function required(): array
    {
        return match ($this) {
            self::Ping => [],
            self::Imported => ['telaris_order', 'integration_reference'],
            default => ['telaris_order'],
        };
    }

    /** Why a message of this type changes no order; null where it completes one. */
    public function ignoredAs(): ?ResultCode
    {
        return match ($this) {
            self::Invoiced => null,
            self::PartiallyInvoiced => ResultCode::PartiallyInvoiced,
            default => ResultCode::NotSynced,
        };
    }
}
