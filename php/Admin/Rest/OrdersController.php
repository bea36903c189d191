<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Completion\OrderCompleter;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageOrigin;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\UninvoicedOrdersQuery;
use TelarisForWooCommerce\Support\UtcTime;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** Orders that Telaris imported and has not invoiced, and completing one that a person knows to be invoiced. */
final class OrdersController implements Controller
{
    /** Seconds. */
    private const DAY = 86400;

    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly LinkRepository $links,
        private readonly UninvoicedOrdersQuery $uninvoicedOrders,
        private readonly OrderCompleter $completer,
        private readonly NotificationPresenter $presenter,
        private readonly ResponseFinisher $responseFinisher,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/awaiting', Access::Read, $this->awaiting(...), 'listAwaiting');
        $routes->write('POST', '/orders/(?P<id>\d+)/complete', Access::Complete, $this->completeNow(...), 'CompleteRequest');
    }

    /**
     * "Invoiced in Telaris: complete now": for an order that Telaris sent no message about.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function completeNow(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $id = $request->get_url_params()['id'] ?? null;
        $orderId = is_numeric($id) ? (int) $id : 0;
        $telarisOrder = $this->links->telarisOrderOf($orderId);
        if ($telarisOrder === null) {
            return new WP_Error('missing_link', __('This order is not linked to an order in Telaris.', 'telaris-for-woocommerce'), ['status' => 409]);
        }
        $message = new Message(MessageOrigin::Person->newId(), MessageType::Invoiced, UtcTime::of(time()), $telarisOrder->number, (string) $orderId, company: $telarisOrder->company ?: null);
        $notification = $this->notifications->recordOwn($message);
        $this->responseFinisher->plan();
        $options = new AttemptOptions(sendEmail: $request->get_param('send_email') !== false, userId: get_current_user_id());
        return new WP_REST_Response($this->presenter->detail($this->completer->apply($notification, AttemptTrigger::Resend, $options)));
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function awaiting(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $cursor = $request->get_param('cursor');
        $after = null;
        if (is_string($cursor) && $cursor !== '') {
            if (preg_match('/\A(\d{1,12})\.(\d{1,18})\z/', $cursor, $part) !== 1) {
                return new WP_Error('invalid_cursor', __('There is no such page. Start again from the first one.', 'telaris-for-woocommerce'), ['status' => 400]);
            }
            $after = [(int) $part[1], (int) $part[2]];
        }
        $asked = $request->get_param('days');
        $days = is_numeric($asked) ? (int) $asked : 0;
        $perPage = $request->get_param('per_page');
        $limit = is_numeric($perPage) ? (int) $perPage : 25;
        $rows = $this->uninvoicedOrders->page(time() - $days * self::DAY, $after, $limit + 1);
        $page = array_slice($rows, 0, $limit);
        $told = $this->uninvoicedOrders->told(array_column($page, 'order_id'));
        $response = new WP_REST_Response(
            array_map(
                fn (array $row): array => [
                    'order' => $this->presenter->order($row['order_id'], null),
                    'telaris_order' => $row['telaris_order'],
                    'company' => $row['company'],
                    'linked_at' => UtcTime::of($row['linked_at']),
                    'link_source' => $row['link_source'],
                    'told' => isset($told[$row['order_id']])
                        ? ['type' => $told[$row['order_id']]['type']->value, 'at' => UtcTime::of($told[$row['order_id']]['at'])]
                        : null,
                ],
                $page
            )
        );
        $last = $page === [] ? null : $page[count($page) - 1];
        if (count($rows) > $limit && $last !== null) {
            $url = rest_url($request->get_route());
            $response->link_header('next', add_query_arg(['cursor' => "{$last['linked_at']}.{$last['order_id']}", 'per_page' => $limit, 'days' => $days], $url));
        }
        return $response;
    }
}
