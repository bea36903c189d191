<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Background\BackgroundRunner;
use TelarisForWooCommerce\Background\Retries;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Completion\ResendPreview;
use TelarisForWooCommerce\Domain\Attempt;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Storage\NotificationRepository;
use WP_CLI;
use WP_CLI\Utils;

defined('ABSPATH') || exit;

/** Reads the sync history, and has orders set to Completed again. */
final class NotificationCommand
{
    /** Seconds for emails and what else is due after orders were completed. */
    private const AFTERWARDS = 60.0;

    public function __construct(
        private readonly NotificationQuery $notificationQuery,
        private readonly NotificationRepository $notifications,
        private readonly AttemptRepository $attempts,
        private readonly ResendPreview $preview,
        private readonly OrderCompleter $completion,
        private readonly BackgroundRunner $backgroundRunner,
        private readonly Retries $retries,
        private readonly NotificationRows $rows,
    ) {
    }

    /**
     * Lists the sync history, newest first.
     *
     * ## OPTIONS
     *
     * [--state=<state>]
     * : Only those in this state.
     * ---
     * options:
     *   - pending
     *   - completed
     *   - failed
     *   - ignored
     * ---
     *
     * [--heading=<heading>]
     * : Only those under this heading: completed, not_invoiced, link_missing, order_blocked, needs_check or dismissed.
     *
     * [--trigger=<trigger>]
     * : Only those with an attempt that was started so: telaris, retry, resend, link, cli, core_api, shop or dismiss.
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
     * [--limit=<number>]
     * : How many at most.
     * ---
     * default: 20
     * ---
     *
     * [--fields=<fields>]
     * : Which columns. Besides the usual ones there are order_id, type, heading, what_to_do and webhook_id.
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
     *   - ids
     *   - count
     * ---
     *
     * ## EXAMPLES
     *
     *     # What failed, with what to do about it
     *     $ wp telaris notification list --state=failed --fields=id,order,sentence,what_to_do
     *
     *     # How many failed since yesterday
     *     $ wp telaris notification list --state=failed --from=yesterday --limit=1000 --format=count
     *
     * @subcommand list
     * @param array<string> $arguments
     * @param array<string, string> $options
     */
    public function list(array $arguments, array $options): void
    {
        $limit = max(1, (int) ($options['limit'] ?? 20));
        $found = [];
        foreach ($this->notificationQuery->all(NotificationRows::filter($options)) as $notification) {
            $found[] = $notification;
            if (count($found) === $limit) {
                break;
            }
        }
        $format = $options['format'] ?? 'table';
        if ($format === 'ids') {
            WP_CLI::line(implode(' ', array_map(static fn (Notification $one): int => $one->id, $found)));
            return;
        }
        Utils\format_items($format, array_map($this->rows->row(...), $found), NotificationRows::fields($options, NotificationRows::FIELDS));
    }

    /**
     * Shows one notification, with every attempt.
     *
     * ## OPTIONS
     *
     * <id>
     * : Id of the notification.
     *
     * [--format=<format>]
     * : How it is printed.
     * ---
     * default: table
     * options:
     *   - table
     *   - json
     *   - yaml
     * ---
     *
     * ## EXAMPLES
     *
     *     $ wp telaris notification get 12
     *     $ wp telaris notification get 12 --format=json
     *
     * @param array<string> $arguments
     * @param array<string, string> $options
     */
    public function get(array $arguments, array $options): void
    {
        $notification = $this->find($arguments[0] ?? '');
        $row = $this->rows->row($notification);
        $attempts = array_map(static fn (Attempt $attempt): array => [
            'started' => gmdate('Y-m-d H:i:s', intdiv($attempt->startedMs, 1000)),
            'trigger' => $attempt->trigger->value,
            'code' => (string) $attempt->code?->value,
            'status_before' => (string) $attempt->statusBefore,
            'status_after' => (string) $attempt->statusAfter,
        ], $this->attempts->of($notification->id));
        $format = $options['format'] ?? 'table';
        if ($format === 'json') {
            WP_CLI::line((string) wp_json_encode($row + ['tried' => $attempts], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE));
            return;
        }
        $fields = array_map(static fn (string $name, string|int $value): array => ['Field' => $name, 'Value' => $value], array_keys($row), $row);
        Utils\format_items($format, $fields, ['Field', 'Value']);
        if ($attempts !== []) {
            Utils\format_items($format, $attempts, array_keys($attempts[0]));
        }
    }

    /**
     * Sets the orders of failed notifications to Completed again. Nothing is sent to Telaris.
     *
     * The exit code is 1 unless all of them are Completed.
     *
     * ## OPTIONS
     *
     * [<id>...]
     * : Ids of notifications.
     *
     * [--all-failed]
     * : All that failed, oldest first.
     *
     * [--[no-]email]
     * : Whether the customers get the email. Who had it gets no other in any case.
     *
     * [--complete-anyway]
     * : Override what stands against it, where that can be overridden.
     *
     * [--dry-run]
     * : Only say what would happen.
     *
     * [--yes]
     * : Do not ask before all that failed are re-sent.
     *
     * ## EXAMPLES
     *
     *     # What would happen
     *     $ wp telaris notification resend 12 13 --dry-run
     *
     *     # After a payment plug-in was put right
     *     $ wp telaris notification resend --all-failed --yes
     *
     * @param array<string> $arguments
     * @param array<string, bool> $options
     */
    public function resend(array $arguments, array $options): void
    {
        $found = isset($options['all-failed'])
            ? array_reverse([...$this->notificationQuery->all(['state' => NotificationStatus::Failed->value])])
            : array_map($this->find(...), $arguments);
        $chosen = array_values(array_filter($found, static fn (Notification $one): bool => $one->canResend()));
        if ($chosen === []) {
            WP_CLI::error(__('There is nothing to re-send.', 'telaris-for-woocommerce'));
        }
        if (isset($options['dry-run'])) {
            $this->say($chosen);
            return;
        }
        $this->rows->stopWhereMoved();
        if (isset($options['all-failed'])) {
            /* translators: %d: number of orders. */
            WP_CLI::confirm(sprintf(_n('Set %d order to Completed?', 'Set %d orders to Completed?', count($chosen), 'telaris-for-woocommerce'), count($chosen)), $options);
        }
        $choice = new AttemptOptions(($options['email'] ?? true) !== false, isset($options['complete-anyway']), get_current_user_id() ?: null);
        $settled = $this->each($chosen, fn (Notification $one): Notification => $this->completion->apply($one, AttemptTrigger::Cli, $choice));
        $this->rows->conclude($settled, count($found) - count($chosen));
    }

    /**
     * Tries now what the shop would try again later by itself, or ends its retries.
     *
     * Guarded as a retry is: what a person did to the order since is respected. The exit code is 1 unless all are Completed,
     * or all ended.
     *
     * ## OPTIONS
     *
     * [<id>...]
     * : Ids of notifications that the shop tries again; all of them where none is given.
     *
     * [--cancel]
     * : End the retries: the notification has failed then, with its cause.
     *
     * ## EXAMPLES
     *
     *     # After the database or a payment service was away
     *     $ wp telaris notification retry
     *
     * @param list<string> $arguments
     * @param array<string, bool> $options
     */
    public function retry(array $arguments, array $options): void
    {
        $this->rows->stopWhereMoved();
        $found = $arguments === []
            ? array_reverse(array_values([...$this->notificationQuery->all(['state' => NotificationStatus::Pending->value])]))
            : array_map($this->find(...), $arguments);
        if ($found === []) {
            WP_CLI::success(__('There is nothing to retry.', 'telaris-for-woocommerce'));
            return;
        }
        $userId = get_current_user_id() ?: null;
        $isEnded = isset($options['cancel']);
        $settled = $this->each($found, fn (Notification $one): ?Notification => $isEnded
            ? $this->retries->cancel($one, $userId)
            : $this->retries->tryNow($one, $userId));
        $skipped = count($found) - count($settled);
        if (! $isEnded) {
            $this->rows->conclude($settled, $skipped);
            return;
        }
        /* translators: %d: number of notifications. */
        $said = sprintf(_n('The retries of %d notification are ended.', 'The retries of %d notifications are ended.', count($settled), 'telaris-for-woocommerce'), count($settled));
        $skipped === 0 ? WP_CLI::success($said) : WP_CLI::error($said);
    }

    /**
     * @param list<Notification> $notifications
     * @param callable(Notification): ?Notification $do
     * @return list<Notification> As they stand afterwards; without those that somebody else was at.
     */
    private function each(array $notifications, callable $do): array
    {
        $bar = count($notifications) > 1 ? Utils\make_progress_bar(__('Notifications', 'telaris-for-woocommerce'), count($notifications)) : null;
        $settled = [];
        foreach ($notifications as $notification) {
            $settled[] = $do($notification);
            $bar?->tick();
        }
        $bar?->finish();
        $this->backgroundRunner->run(self::AFTERWARDS);
        return array_values(array_filter($settled));
    }

    /** @param list<Notification> $notifications */
    private function say(array $notifications): void
    {
        $rows = array_map(function (Notification $notification): array {
            $preview = $this->preview->of($notification->message);
            return [
                'id' => $notification->id,
                'order_id' => (string) $preview['order_id'],
                'will' => match (true) {
                    $preview['against'] !== null => $preview['against']->code->waitsForLink() ? 'needs_link' : 'blocked',
                    $preview['completed'] => 'already_completed',
                    default => 'complete',
                },
                'against' => (string) $preview['against']?->code->value,
                'can_override' => $preview['can_override'] ? 'yes' : 'no',
                'effects' => implode(' ', $preview['effects']),
                'email' => $preview['email'],
            ];
        }, $notifications);
        Utils\format_items('table', $rows, ['id', 'order_id', 'will', 'against', 'can_override', 'effects', 'email']);
    }

    private function find(string $id): Notification
    {
        $notification = ctype_digit($id) ? $this->notifications->find((int) $id) : null;
        if ($notification === null) {
            /* translators: %s: id of a notification. */
            WP_CLI::error(sprintf(__('There is no notification %s.', 'telaris-for-woocommerce'), $id));
        }
        return $notification;
    }
}
