<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Domain\OrderSync;
use TelarisForWooCommerce\Domain\OrderSyncState;
use TelarisForWooCommerce\Storage\OrderSyncQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Screen;
use TelarisForWooCommerce\Text\OrderSyncText;
use TelarisForWooCommerce\WooCommerce\OrderTables;
use WC_Order;
use WP_Post;

defined('ABSPATH') || exit;

/** The column of WooCommerce's orders list. All orders of a page are asked for at once. */
final class OrdersListColumn
{
    public const COLUMN = 'telaris';

    /** Those of people who do not see WooCommerce's menu included. */
    public const SCREENS = ['woocommerce_page_wc-orders', 'admin_page_wc-orders', 'edit-shop_order'];

    /** @var array<int, string> Statuses without "wc-", by the ids of the page's orders. */
    private array $page = [];

    /** @var array<int, OrderSync>|null Null until the first row asks. */
    private ?array $found = null;

    private bool $isListing = false;

    public function __construct(
        private readonly OrderSyncQuery $orderSync,
        private readonly OrderSyncText $text,
        private readonly Logger $logger,
    ) {
    }

    /**
     * @param array<mixed> $columns
     * @return array<mixed> Ours after the status.
     */
    public function add(array $columns): array
    {
        if (! current_user_can(Permissions::READ) || isset($columns[self::COLUMN])) {
            return $columns;
        }
        $place = array_search('order_status', array_keys($columns), true);
        $at = is_int($place) ? $place + 1 : count($columns);
        return array_slice($columns, 0, $at, true) + [self::COLUMN => __('Telaris', 'telaris-for-woocommerce')] + array_slice($columns, $at, null, true);
    }

    /** The next orders that WooCommerce loads are those of its list. */
    public function expectPage(): void
    {
        $this->isListing = true;
    }

    /**
     * @param mixed $result Of a WC_Order_Query.
     * @param array<mixed> $args Its arguments. While it loads orders WooCommerce asks for their refunds, in pages of no size.
     */
    public function notePage(mixed $result, array $args): void
    {
        if (! $this->isListing || ($args['paginate'] ?? false) !== true || ! is_object($result)) {
            return;
        }
        $this->isListing = false;
        foreach (is_array($result->orders ?? null) ? $result->orders : [] as $order) {
            if ($order instanceof WC_Order) {
                $this->page[$order->get_id()] = $order->get_status();
            }
        }
    }

    public function show(mixed $column, mixed $order): void
    {
        if ($column !== self::COLUMN || ! current_user_can(Permissions::READ)) {
            return;
        }
        if (is_numeric($order)) {
            $this->notePosts();
            $order = wc_get_order((int) $order);
        }
        if ($order instanceof WC_Order) {
            $this->cell($order);
        }
    }

    /** Whether this page of wp-admin is WooCommerce's list of orders. */
    public static function isOrdersList(): bool
    {
        return in_array(get_current_screen()?->id, self::SCREENS, true);
    }

    /** A few rules only: not worth a file. */
    public static function enqueue(): void
    {
        if (self::isOrdersList()) {
            wp_add_inline_style('woocommerce_admin_styles', self::style());
        }
    }

    private static function style(): string
    {
        return '.wp-list-table .column-telaris{width:16ch;line-height:1.5}'
            . '.telaris-order{display:inline-flex;gap:4px;align-items:flex-start;font-weight:500}'
            . '.telaris-order .dashicons{flex:none;font-size:18px;width:18px;height:18px}'
            . '.telaris-order.is-failed .dashicons{color:#b32d2e}.telaris-order.is-invoiced .dashicons{color:#007017}'
            . '.telaris-order.is-awaiting,.telaris-order.is-pending,.telaris-order.is-linked{font-weight:400}'
            . '.telaris-order__number{display:block;color:#646970;overflow-wrap:anywhere}';
    }

    private function cell(WC_Order $order): void
    {
        $sync = $this->of($order);
        if ($sync === null || $sync->state === OrderSyncState::NotLinked) {
            printf(
                '<span aria-hidden="true">–</span><span class="screen-reader-text">%s</span>',
                esc_html($this->text->state(OrderSyncState::NotLinked))
            );
            return;
        }
        $isFailed = $sync->state === OrderSyncState::Failed;
        printf(
            '<a class="telaris-order is-%1$s" href="%2$s"><span class="dashicons dashicons-%3$s" aria-hidden="true"></span><span>%4$s%5$s</span></a>',
            esc_attr($sync->state->value),
            esc_url(Screen::searchUrl($sync->telarisOrder->number ?? (string) $order->get_id())),
            esc_attr(self::icon($sync->state)),
            // What the colour and the sign say.
            $isFailed ? '<span class="screen-reader-text">' . esc_html($this->text->state($sync->state)) . ': </span>' : '',
            esc_html($this->text->short($sync))
        );
        if ($sync->telarisOrder !== null) {
            printf(
                '<span class="telaris-order__number">%s</span>',
                /* translators: %s: Telaris's order number. */
                esc_html(sprintf(__('Telaris order %s', 'telaris-for-woocommerce'), $sync->telarisOrder->name()))
            );
        }
    }

    private function of(WC_Order $order): ?OrderSync
    {
        $id = $order->get_id();
        try {
            $this->found ??= $this->orderSync->of($this->page + [$id => $order->get_status()]);
            $this->found += isset($this->found[$id]) ? [] : $this->orderSync->of([$id => $order->get_status()]);
            return $this->found[$id] ?? null;
        } catch (DatabaseError $error) {
            if ($this->found === null) {
                $this->logger->error('The column of the orders list was left empty.', ['error' => $error->getMessage()]);
            }
            // Not asked again for each row.
            $this->found = array_fill_keys(array_keys($this->page), new OrderSync(OrderSyncState::NotLinked)) + [$id => new OrderSync(OrderSyncState::NotLinked)];
            return null;
        }
    }

    private function notePosts(): void
    {
        if ($this->page !== []) {
            return;
        }
        $query = $GLOBALS['wp_query'] ?? null;
        foreach (is_object($query) && is_array($query->posts ?? null) ? $query->posts : [] as $post) {
            if ($post instanceof WP_Post) {
                $this->page[$post->ID] = OrderTables::withoutPrefix($post->post_status);
            }
        }
    }

    private static function icon(OrderSyncState $state): string
    {
        return match ($state) {
            OrderSyncState::Failed => 'warning',
            OrderSyncState::Pending => 'update',
            OrderSyncState::Invoiced => 'yes-alt',
            OrderSyncState::Awaiting => 'clock',
            OrderSyncState::Linked => 'admin-links',
            OrderSyncState::NotLinked => 'minus',
        };
    }
}
