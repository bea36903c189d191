<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Storage\NotificationStats;
use TelarisForWooCommerce\Storage\UninvoicedOrdersQuery;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Can Telaris get in at all, and is it silent for longer than is usual for this shop? */
final class ContactHealth
{
    /** Counter: when the marked key last asked for Completed by another version of WooCommerce's API than wc/v2 and wc/v3, in Unix seconds. */
    public const PASSED_BY = 'core_api_passed_by';

    /** Seconds. */
    private const DAY = 86400;

    /** Days that this is said. */
    private const RECENT = 7;

    /** Days that are looked at to know what is usual. */
    private const LOOK_BACK = 60;

    /** With fewer days that had a message, nothing is usual yet. */
    private const ENOUGH = 5;

    /** Days that are never too long: a long weekend. */
    private const SHORT = 3;

    /** Days that are too long where nothing is usual yet and orders wait. */
    private const LONG = 14;

    public function __construct(
        private readonly SigningSecrets $secrets,
        private readonly Settings $settings,
        private readonly Counters $counters,
        private readonly NotificationStats $stats,
        private readonly UninvoicedOrdersQuery $uninvoicedOrders,
    ) {
    }

    /** @return int|null Unix seconds. */
    public function last(): ?int
    {
        return $this->counters->get(WebhookAuthenticator::LAST_CONTACT) ?: null;
    }

    /** Whether orders were lately to be completed past the plugin. */
    public function isPassedBy(): bool
    {
        return $this->counters->get(self::PASSED_BY) > time() - self::RECENT * self::DAY;
    }

    /** @return int Orders that Telaris imported and has not invoiced; 100 stands for as many or more. */
    public function awaiting(): int
    {
        return $this->uninvoicedOrders->count(100);
    }

    /** Whether Telaris has nothing to prove itself by, and has not done so in the last day either. */
    public function isClosed(): bool
    {
        if ($this->settings->markedKey() !== null || (int) $this->last() > time() - self::DAY) {
            return false;
        }
        foreach ($this->secrets->alive() as $secret) {
            if ($this->secrets->isReadable($secret)) {
                return false;
            }
        }
        return true;
    }

    /** @return int|null Days without a call, where that is unusual; null where it is not. */
    public function silentDays(): ?int
    {
        $last = $this->last();
        $silent = $last === null ? 0 : intdiv(time() - $last, self::DAY);
        // Most of the time nothing more is asked.
        if ($silent <= self::SHORT) {
            return null;
        }
        $busy = $this->stats->busyDays(self::LOOK_BACK, time());
        return self::isUnusual($busy, $silent, fn (): bool => $this->uninvoicedOrders->count(1) > 0) ? $silent : null;
    }

    /**
     * @param list<bool> $busy Whether each of the last days had a message, oldest first.
     * @param int $silent Days since the last call.
     * @param callable(): bool $ordersWait
     */
    public static function isUnusual(array $busy, int $silent, callable $ordersWait): bool
    {
        $days = array_keys(array_filter($busy));
        if (count($days) < self::ENOUGH) {
            return $silent >= self::LONG && $ordersWait();
        }
        $longest = 0;
        for ($at = 1; $at < count($days); $at++) {
            $longest = max($longest, $days[$at] - $days[$at - 1]);
        }
        return $silent > max(self::SHORT, 2 * $longest);
    }
}
