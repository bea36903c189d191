<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Domain\OrderSyncState;
use TelarisForWooCommerce\Storage\OrderSyncQuery;
use TelarisForWooCommerce\Text\OrderSyncText;
use WP_Query;

defined('ABSPATH') || exit;

/** Filters WooCommerce's orders list by how orders stand with Telaris. */
final class OrdersListFilter
{
    /** In the address, and among the arguments of the list's query. */
    public const NAME = 'telaris_state';

    private const CHOICES = [
        OrderSyncState::Failed,
        OrderSyncState::Pending,
        OrderSyncState::Awaiting,
        OrderSyncState::Invoiced,
        OrderSyncState::NotLinked,
    ];

    public function __construct(private readonly OrderSyncQuery $orderSync, private readonly OrderSyncText $text)
    {
    }

    public function show(mixed $orderType): void
    {
        if ($orderType !== 'shop_order' || ! current_user_can(Permissions::READ)) {
            return;
        }
        printf(
            '<label class="screen-reader-text" for="telaris-state">%s</label><select name="%s" id="telaris-state"><option value="">%s</option>',
            esc_html__('Filter by Telaris', 'telaris-for-woocommerce'),
            esc_attr(self::NAME),
            esc_html__('Telaris: all', 'telaris-for-woocommerce')
        );
        foreach (self::CHOICES as $state) {
            printf(
                '<option value="%s"%s>%s</option>',
                esc_attr($state->value),
                selected($state->value, self::chosen()?->value, false),
                /* translators: %s: how orders stand with Telaris, such as "Awaiting invoice". */
                esc_html(sprintf(__('Telaris: %s', 'telaris-for-woocommerce'), $this->text->state($state)))
            );
        }
        echo '</select>';
    }

    /**
     * Where orders have tables of their own.
     *
     * @param array<mixed> $args Of the list's query.
     * @return array<mixed>
     */
    public function mark(array $args): array
    {
        $state = self::chosen();
        return $state === null || ! current_user_can(Permissions::READ) ? $args : [self::NAME => $state->value] + $args;
    }

    /**
     * @param array<mixed> $clauses Of a query for orders.
     * @param array<mixed> $args
     * @return array<mixed>
     */
    public function narrow(array $clauses, array $args): array
    {
        $asked = $args[self::NAME] ?? null;
        $state = is_string($asked) ? OrderSyncState::tryFrom($asked) : null;
        return $state === null ? $clauses : $this->with($clauses, $this->orderSync->condition($state, '[wc_orders].id', '[wc_orders].status'));
    }

    /**
     * Where orders are posts.
     *
     * @param array<mixed> $clauses
     * @return array<mixed>
     */
    public function narrowPosts(array $clauses, WP_Query $query): array
    {
        $state = $query->is_main_query() && $query->get('post_type') === 'shop_order' && current_user_can(Permissions::READ) ? self::chosen() : null;
        return $state === null ? $clauses : $this->with($clauses, $this->orderSync->condition($state, '[posts].ID', '[posts].post_status'));
    }

    /**
     * @param array<mixed> $clauses
     * @return array<mixed>
     */
    private function with(array $clauses, string $condition): array
    {
        $where = is_string($clauses['where'] ?? null) ? $clauses['where'] : '1=1';
        return ['where' => "$where AND ($condition)"] + $clauses;
    }

    private static function chosen(): ?OrderSyncState
    {
        $chosen = filter_input(INPUT_GET, self::NAME);
        return is_string($chosen) ? OrderSyncState::tryFrom($chosen) : null;
    }
}
