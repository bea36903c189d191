<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Background\BackgroundRunner;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Text\ResultText;
use WP_CLI;

defined('ABSPATH') || exit;

/** Holds the plugin back: everything that Telaris sends is taken in, and no order is touched. */
final class HoldCommand
{
    private const STEP = 100;

    /** Seconds for emails and what else is due after orders were completed. */
    private const AFTERWARDS = 60.0;

    public function __construct(
        private readonly Settings $settings,
        private readonly NotificationRepository $notifications,
        private readonly OrderCompleter $completion,
        private readonly ResultText $resultText,
        private readonly SiteIdentity $siteIdentity,
        private readonly BackgroundRunner $backgroundRunner,
    ) {
    }

    /**
     * Begins to hold back.
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function on(array $arguments, array $options): void
    {
        $this->settings->choose(['hold' => true]);
        WP_CLI::success(__('From now on everything is taken in and no order is touched.', 'telaris-for-woocommerce'));
    }

    /**
     * Ends it for what comes from now on. What waits stays until it is released.
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function off(array $arguments, array $options): void
    {
        $this->settings->choose(['hold' => false]);
        WP_CLI::success(__('What comes from now on is done again.', 'telaris-for-woocommerce'));
        $this->sayHowManyWait();
    }

    /**
     * Says whether it holds back, and how many orders wait.
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function status(array $arguments, array $options): void
    {
        WP_CLI::line($this->settings->hold() ? __('Hold is on.', 'telaris-for-woocommerce') : __('Hold is off.', 'telaris-for-woocommerce'));
        $this->sayHowManyWait();
    }

    /**
     * Lists what waits and what would happen, and does it once you confirm.
     *
     * ## OPTIONS
     *
     * [<id>...]
     * : Notification ids. Without any, all that wait.
     *
     * [--[no-]email]
     * : Whether the customers get the email.
     *
     * [--yes]
     * : Do not ask.
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function release(array $arguments, array $options): void
    {
        if ($this->siteIdentity->isMoved()) {
            WP_CLI::error(SiteIdentity::explanation());
        }
        $waiting = $this->waiting(array_map('intval', array_values($arguments)));
        foreach ($waiting as $notification) {
            $this->say($notification);
        }
        if ($waiting === []) {
            WP_CLI::success(__('Nothing waits.', 'telaris-for-woocommerce'));
            return;
        }
        /* translators: %d: number of messages. */
        WP_CLI::confirm(sprintf(__('Release %d?', 'telaris-for-woocommerce'), count($waiting)), $options);
        $choice = new AttemptOptions(($options['email'] ?? true) !== false, false, get_current_user_id() ?: null);
        foreach ($waiting as $notification) {
            $now = $this->notifications->find($notification->id) ?? $notification;
            // It may have been settled with another one about its order.
            $this->say($now->code === ResultCode::Held ? $this->completion->apply($now, AttemptTrigger::Cli, $choice) : $now);
        }
        $this->backgroundRunner->run(self::AFTERWARDS);
    }

    /**
     * @param list<int> $ids
     * @return list<Notification>
     */
    private function waiting(array $ids): array
    {
        if ($ids !== []) {
            $found = array_filter(array_map($this->notifications->find(...), $ids));
            return array_values(array_filter($found, static fn (Notification $one): bool => $one->code === ResultCode::Held));
        }
        $waiting = [];
        do {
            $step = $this->notifications->held($waiting === [] ? 0 : $waiting[count($waiting) - 1]->id, self::STEP);
            array_push($waiting, ...$step);
        } while (count($step) === self::STEP);
        return $waiting;
    }

    private function say(Notification $notification): void
    {
        WP_CLI::line(sprintf(
            '%d  %s  %s',
            $notification->id,
            $notification->shopNumber ?? (string) ($notification->orderId ?? $notification->message->telarisOrder),
            $this->resultText->sentence($notification->code, $notification->params, $notification->nextAttemptAt)
        ));
    }

    private function sayHowManyWait(): void
    {
        $count = $this->notifications->countHeld();
        /* translators: %d: number of orders. */
        WP_CLI::line(sprintf(_n('%d order waits: wp telaris hold release', '%d orders wait: wp telaris hold release', $count, 'telaris-for-woocommerce'), $count));
    }
}
