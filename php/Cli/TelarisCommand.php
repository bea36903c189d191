<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Background\BackgroundRunner;
use TelarisForWooCommerce\Background\Retries;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Connection\SigningSecret;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Text\ResultText;
use WP_CLI;

defined('ABSPATH') || exit;

/** Telaris for WooCommerce: the sync history and the connection. */
final class TelarisCommand
{
    public function __construct(
        private readonly SigningSecrets $secrets,
        private readonly NotificationQuery $notificationQuery,
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly BackgroundRunner $backgroundRunner,
        private readonly Retries $retries,
        private readonly ResultText $resultText,
        private readonly SiteIdentity $siteIdentity,
    ) {
    }

    /**
     * Makes a new signing secret, and prints it this once; or lists those that are valid.
     *
     * ## OPTIONS
     *
     * <action>
     * : What to do.
     * ---
     * options:
     *   - create
     *   - list
     * ---
     *
     * [--overlap=<hours>]
     * : How long the secret before stays valid, 0 to 168.
     * ---
     * default: 24
     * ---
     *
     * [--porcelain]
     * : Print the secret alone.
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function secret(array $arguments, array $options): void
    {
        if (($arguments[0] ?? '') === 'list') {
            $this->listSecrets();
            return;
        }
        $made = $this->secrets->create(max(0, min(168, (int) ($options['overlap'] ?? 24))));
        if (isset($options['porcelain'])) {
            WP_CLI::line($made['secret']);
            return;
        }
        WP_CLI::success(
            /* translators: %s: a signing secret. */
            sprintf(__('Enter this secret in Telaris. It is not shown again: %s', 'telaris-for-woocommerce'), $made['secret'])
        );
    }

    /** What can be known of the secrets: never the secrets themselves. */
    private function listSecrets(): void
    {
        $time = static fn (?int $at): string => $at === null ? '' : gmdate('Y-m-d\TH:i:s\Z', $at);
        $rows = array_map(fn (SigningSecret $secret): array => [
            'id' => $secret->id,
            'created' => $time($secret->createdAt),
            'ends' => $time($secret->expiresAt),
            'last_used' => $time($this->secrets->lastUsed($secret)),
        ], $this->secrets->alive());
        WP_CLI\Utils\format_items('table', $rows, ['id', 'created', 'ends', 'last_used']);
    }

    /**
     * Lists the sync history, newest first.
     *
     * ## OPTIONS
     *
     * [--state=<state>]
     * : pending, completed, failed or ignored.
     *
     * [--limit=<number>]
     * : How many.
     * ---
     * default: 20
     * ---
     *
     * [--format=<format>]
     * : table, csv, json, yaml, ids or count.
     * ---
     * default: table
     * ---
     *
     * @subcommand list
     * @param array<string> $arguments
     * @param array<string, string> $options
     */
    public function history(array $arguments, array $options): void
    {
        $filter = isset($options['state']) ? ['state' => $options['state']] : [];
        $page = $this->notificationQuery->page($filter, null, max(1, (int) ($options['limit'] ?? 20)));
        WP_CLI\Utils\format_items(
            $options['format'] ?? 'table',
            array_map($this->row(...), $page['items']),
            ['id', 'received', 'order', 'telaris_order', 'invoice', 'state', 'code', 'sentence', 'attempts']
        );
    }

    /**
     * Sets the order of a failed notification to Completed again. Nothing is sent to Telaris.
     *
     * ## OPTIONS
     *
     * <id>...
     * : Notification ids.
     *
     * [--no-email]
     * : Leave the customer's email out.
     *
     * [--complete-anyway]
     * : Override what stands against it.
     *
     * @param array<string> $arguments
     * @param array<string, bool> $options
     */
    public function resend(array $arguments, array $options): void
    {
        if ($this->siteIdentity->isMoved()) {
            WP_CLI::error(SiteIdentity::explanation());
        }
        $choice = new AttemptOptions(($options['email'] ?? true) !== false, isset($options['complete-anyway']), get_current_user_id() ?: null);
        foreach ($arguments as $id) {
            $notification = $this->notifications->find((int) $id);
            if ($notification === null || ! $notification->canResend()) {
                /* translators: %s: id of a notification. */
                WP_CLI::warning(sprintf(__('%s: there is nothing to re-send.', 'telaris-for-woocommerce'), $id));
                continue;
            }
            $row = $this->row($this->completion->apply($notification, AttemptTrigger::Cli, $choice));
            WP_CLI::line("$id: {$row['code']}. {$row['sentence']}");
        }
        $this->backgroundRunner->run(60.0);
    }

    /**
     * Tries now what the shop tries again by itself, or ends its retries.
     *
     * ## OPTIONS
     *
     * <id>...
     * : Notification ids.
     *
     * [--cancel]
     * : End the retries: the notification has failed then, with its cause.
     *
     * @param array<string> $arguments
     * @param array<string, bool> $options
     */
    public function retry(array $arguments, array $options): void
    {
        if ($this->siteIdentity->isMoved()) {
            WP_CLI::error(SiteIdentity::explanation());
        }
        $userId = get_current_user_id() ?: null;
        foreach ($arguments as $id) {
            $notification = $this->notifications->find((int) $id);
            $done = match (true) {
                $notification === null => null,
                isset($options['cancel']) => $this->retries->cancel($notification, $userId),
                default => $this->retries->tryNow($notification, $userId),
            };
            if ($done === null) {
                /* translators: %s: id of a notification. */
                WP_CLI::warning(sprintf(__('%s: the shop does not try it again by itself, or is at it right now.', 'telaris-for-woocommerce'), $id));
                continue;
            }
            $row = $this->row($done);
            WP_CLI::line("$id: {$row['code']}. {$row['sentence']}");
        }
        $this->backgroundRunner->run(60.0);
    }

    /** Does what is due: retries, emails, and what a crash left behind. */
    public function run(): void
    {
        if ($this->siteIdentity->isMoved()) {
            WP_CLI::error(SiteIdentity::explanation());
        }
        $this->backgroundRunner->run(300.0);
        WP_CLI::success(__('Done.', 'telaris-for-woocommerce'));
    }

    /** @return array<string, string|int> */
    private function row(Notification $notification): array
    {
        return [
            'id' => $notification->id,
            'received' => gmdate('Y-m-d H:i:s', $notification->receivedAt),
            'order' => $notification->shopNumber ?? (string) $notification->orderId,
            'telaris_order' => (string) $notification->message->orderInTelaris()?->name(),
            'invoice' => (string) $notification->message->invoice?->number,
            'state' => $notification->state->value,
            'code' => $notification->code->value,
            'sentence' => $this->resultText->sentence($notification->code, $notification->params, $notification->nextAttemptAt),
            'attempts' => $notification->attempts,
        ];
    }
}
