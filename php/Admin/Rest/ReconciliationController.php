<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\UtcTime;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The last time that Telaris compared its invoices with the shop, and what has been put right since. */
final class ReconciliationController implements Controller
{
    /** Differences about orders that are Completed, and may rightly be. */
    private const OF_COMPLETED = ['other_invoice', 'not_in_list'];

    public function __construct(
        private readonly LastReconciliation $lastReconciliation,
        private readonly NotificationRepository $notifications,
        private readonly NotificationPresenter $presenter,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/reconciliation', Access::Read, fn () => new WP_REST_Response(['last' => $this->last()]));
    }

    /** @return array<string, mixed>|null Null where there was none. */
    private function last(): ?array
    {
        $last = $this->lastReconciliation->read();
        if ($last === null) {
            return null;
        }
        $notifications = $this->notifications->findAll(array_values(array_filter(array_column($last['differences'], 'notification_id'))));
        $differences = [];
        foreach ($last['differences'] as $difference) {
            $notification = $notifications[(int) $difference['notification_id']] ?? null;
            $order = $difference['order_id'] === null ? null : $this->presenter->order($difference['order_id'], null);
            $differences[] = [
                'kind' => $difference['kind'],
                'telaris_order' => $difference['telaris_order'],
                'invoice_number' => $difference['invoice_number'],
                'other_invoice' => $difference['other_invoice'],
                'order' => $order,
                'notification' => $notification === null ? null : $this->presenter->notification($notification),
                'settled' => ! in_array($difference['kind'], self::OF_COMPLETED, true) && ($order['status'] ?? null) === 'completed',
            ];
        }
        return ['at' => UtcTime::of($last['at']), 'differences' => $differences] + $last;
    }
}
