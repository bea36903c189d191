<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Storage;

use TelarisForWooCommerce\Domain\AlertRecord;
use TelarisForWooCommerce\Support\Database;

defined('ABSPATH') || exit;

/**
 * What was told by alerts, in one option. Read and written past WordPress's caches, and only where it still is as it was
 * read: of several web heads, one sends.
 */
final class AlertState
{
    public const OPTION = 'telaris_for_woocommerce_alerts';

    public function __construct(private readonly Database $database)
    {
    }

    public function read(): AlertRecord
    {
        return AlertRecord::fromText($this->text() ?? '');
    }

    /** @return bool Whether it was as expected, and is now the other. */
    public function change(AlertRecord $from, AlertRecord $to): bool
    {
        if ($from->toText() === $to->toText()) {
            return true;
        }
        if ($this->text() === null) {
            $this->database->execute(
                "INSERT IGNORE INTO [options] (option_name, option_value, autoload) VALUES (%s, %s, 'off')",
                self::OPTION,
                (new AlertRecord())->toText()
            );
        }
        return $this->database->execute(
            'UPDATE [options] SET option_value = %s WHERE option_name = %s AND option_value = %s',
            $to->toText(),
            self::OPTION,
            $from->toText()
        ) === 1;
    }

    /** @return string|null Null before the first alert. */
    private function text(): ?string
    {
        return $this->database->row('SELECT option_value FROM [options] WHERE option_name = %s', self::OPTION)?->string('option_value');
    }
}
