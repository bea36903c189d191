<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Screen;

defined('ABSPATH') || exit;

/** The bulk action of WooCommerce's orders list. It completes nothing: it leads to our screen, which says first what would happen. */
final class OrdersListResend
{
    public const ACTION = 'telaris_resend';

    /** As many as our screen reviews at once. */
    private const MOST = 100;

    /** In the address of the list: how many orders had nothing to re-send. */
    private const NOTHING = 'telaris_nothing';

    public function __construct(private readonly NotificationRepository $notifications, private readonly Logger $logger)
    {
    }

    /**
     * @param array<mixed> $actions
     * @return array<mixed>
     */
    public function add(array $actions): array
    {
        return current_user_can(Permissions::READ)
            ? $actions + [self::ACTION => __('Re-send Telaris status…', 'telaris-for-woocommerce')]
            : $actions;
    }

    /**
     * @param string $back Where the list is.
     * @param array<mixed> $ids Of orders. The list has checked its nonce.
     * @return string Where to go.
     */
    public function handle(string $back, mixed $action, array $ids): string
    {
        if ($action !== self::ACTION || ! current_user_can(Permissions::READ)) {
            return $back;
        }
        $orderIds = array_values(array_unique(array_map('intval', array_filter($ids, is_numeric(...)))));
        try {
            $found = $orderIds === [] ? [] : $this->notifications->resendableOf($orderIds);
        } catch (DatabaseError $error) {
            $this->logger->error('What can be re-sent could not be read.', ['error' => $error->getMessage()]);
            $found = [];
        }
        if ($found === []) {
            return add_query_arg(self::NOTHING, count($orderIds), $back);
        }
        $ids = array_map(static fn (Notification $notification): int => $notification->id, $found);
        return Screen::url(array_filter([
            'review' => implode('-', array_slice($ids, 0, self::MOST)),
            'left_out' => count($orderIds) - count($found),
            'more' => max(0, count($found) - self::MOST),
        ]));
    }

    /** After a bulk action that found nothing. */
    public static function notice(): void
    {
        $count = filter_input(INPUT_GET, self::NOTHING, FILTER_VALIDATE_INT);
        if (! is_int($count) || $count < 1 || ! OrdersListColumn::isOrdersList()) {
            return;
        }
        wp_admin_notice(
            esc_html(sprintf(
                /* translators: %d: number of orders. */
                _n(
                    'Nothing of Telaris is to be re-sent for %d chosen order: nothing about it failed.',
                    'Nothing of Telaris is to be re-sent for %d chosen orders: nothing about them failed.',
                    $count,
                    'telaris-for-woocommerce'
                ),
                $count
            )),
            ['type' => 'info', 'dismissible' => true]
        );
    }
}
