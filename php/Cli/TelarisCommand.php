<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Background\BackgroundRunner;
use TelarisForWooCommerce\Background\RetentionCleaner;
use TelarisForWooCommerce\Connection\ConnectionHealth;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Support\UtcTime;
use TelarisForWooCommerce\Text\HistoryCsv;
use WP_CLI;
use WP_CLI\Utils;

defined('ABSPATH') || exit;

/** Telaris for WooCommerce: the sync history, links and the connection. */
final class TelarisCommand
{
    /** Seconds. */
    private const BUDGET = 300.0;

    public function __construct(
        private readonly ConnectionHealth $health,
        private readonly NotificationQuery $notificationQuery,
        private readonly HistoryCsv $csv,
        private readonly RetentionCleaner $retentionCleaner,
        private readonly BackgroundRunner $backgroundRunner,
        private readonly Settings $settings,
        private readonly SiteIdentity $siteIdentity,
    ) {
    }

    /**
     * Says how the connection and the orders stand.
     *
     * ## OPTIONS
     *
     * [--check]
     * : End with exit code 1 where something needs a person, for a monitor.
     *
     * [--format=<format>]
     * : How it is printed.
     * ---
     * default: table
     * options:
     *   - table
     *   - csv
     *   - json
     *   - yaml
     * ---
     *
     * ## EXAMPLES
     *
     *     $ wp telaris status
     *     $ wp telaris status --check || echo "Telaris needs somebody"
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function status(array $arguments, array $options): void
    {
        $problems = $this->health->problems();
        $isReadable = ! in_array('tables_incomplete', array_column($problems, 'code'), true);
        $contact = $isReadable ? $this->health->lastContact() : null;
        $values = ! $isReadable ? [] : [
            'last_contact' => $contact === null ? '' : UtcTime::of($contact),
            'failed' => $this->health->failed(),
            'to_check' => $this->health->toCheck(),
            'pending' => $this->health->pending(),
            'awaiting' => $this->health->awaiting(),
        ];
        $values['problems'] = implode(' ', array_column($problems, 'sentence'));
        $rows = array_map(static fn (string $name, string|int $value): array => ['name' => $name, 'value' => $value], array_keys($values), $values);
        $format = $options['format'] ?? 'table';
        Utils\format_items(is_string($format) ? $format : 'table', $rows, ['name', 'value']);
        if (isset($options['check']) && ($problems !== [] || ($values['failed'] ?? 0) + ($values['to_check'] ?? 0) > 0)) {
            WP_CLI::halt(1);
        }
    }

    /**
     * Removes what is older than the retention; what failed or needs a check stays.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris prune
     */
    public function prune(): void
    {
        $this->retentionCleaner->run(microtime(true) + self::BUDGET);
        /* translators: %d: number of days. */
        WP_CLI::success(sprintf(__('Nothing settled is older than %d days.', 'telaris-for-woocommerce'), $this->settings->retentionDays()));
    }

    /**
     * Prints the sync history as CSV, newest first.
     *
     * ## OPTIONS
     *
     * [--state=<state>]
     * : Only those in this state: pending, completed, failed or ignored.
     *
     * [--heading=<heading>]
     * : Only those under this heading: completed, not_invoiced, link_missing, order_blocked, needs_check or dismissed.
     *
     * [--trigger=<trigger>]
     * : Only those with an attempt that was started so.
     *
     * [--search=<number>]
     * : The whole number of an order, a Telaris order or an invoice.
     *
     * [--from=<time>]
     * : Received at this time or later, such as 2026-11-23 or "2 days ago".
     *
     * [--to=<time>]
     * : Received before this time.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris export --from=2026-11-01 --to=2026-12-01 > november.csv
     *
     * @param array<string> $arguments
     * @param array<string, string> $options
     */
    public function export(array $arguments, array $options): void
    {
        $this->csv->write('php://stdout', $this->notificationQuery->all(NotificationRows::filter($options)));
    }

    /**
     * Does what is due: retries, emails, and what a crash left behind.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris run
     */
    public function run(): void
    {
        if ($this->siteIdentity->isMoved()) {
            WP_CLI::error(SiteIdentity::explanation());
        }
        if (! $this->backgroundRunner->run(self::BUDGET)) {
            WP_CLI::error(__('It was cut short. What is left is due again in two minutes; WooCommerce → Status → Logs says why.', 'telaris-for-woocommerce'));
        }
        WP_CLI::success(__('Done.', 'telaris-for-woocommerce'));
    }
}
