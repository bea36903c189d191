<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Domain;

use TelarisForWooCommerce\Support\Row;

defined('ABSPATH') || exit;

/** How far an attempt got. What a crash leaves behind is read from this. */
enum AttemptPhase: string
{
    /** Nothing has been done to the order. */
    case Started = 'started';

    /** The status is about to be set; the Completed hooks have not begun. */
    case Completing = 'completing';

    /** The gate let the Completed hooks begin. */
    case Hooks = 'hooks';

    /** The outcome is recorded. */
    case Done = 'done';

    /** From an attempt's row; where it was read with its order's row, from that too. */
    public static function fromRow(Row $row): self
    {
        $written = self::from($row->string('phase'));
        return match (true) {
            $written !== self::Started => $written,
            $row->number('hooks') !== null => self::Hooks,
            $row->text('completing_from') !== null => self::Completing,
            default => self::Started,
        };
    }
}
