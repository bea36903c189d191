<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Link;

use TelarisForWooCommerce\Domain\LinkCandidateReason;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Storage\LinkCandidateQuery;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\WooCommerce\OrderStatusReader;
use WC_Order;

defined('ABSPATH') || exit;

/** Orders that a message may be about, for a person to choose from. None is ever chosen automatically. */
final class LinkCandidateFinder
{
    public const MOST = 5;

    private const UNFIT = ['trash', 'auto-draft', 'draft', 'checkout-draft'];

    /** Where plug-ins for sequential numbers keep them that do not tell WooCommerce's search. */
    private const NUMBER_KEYS = ['_order_number', '_order_number_formatted', '_alg_wc_full_custom_order_number', '_alg_wc_custom_order_number', '_wcj_order_number'];

    public function __construct(
        private readonly LinkRepository $links,
        private readonly OrderStatusReader $statusReader,
        private readonly LinkCandidateQuery $candidates,
    ) {
    }

    /** @return array<int, LinkCandidateReason> By order id; the likeliest first, at most MOST. */
    public function of(Message $message): array
    {
        $reference = (string) $message->integrationReference;
        $groups = [
            [LinkCandidateReason::Linked, $this->linked($message->orderInTelaris())],
            [LinkCandidateReason::SameNumber, $this->byNumber(ltrim((string) $message->orderNumber, '#'))],
            [LinkCandidateReason::SameId, [strlen($reference) > 18 ? 0 : (int) $reference]],
            [LinkCandidateReason::SameTotal, $message->invoice === null ? [] : $this->candidates->withTotal($message->invoice, self::MOST)],
        ];
        return $this->fit($groups);
    }

    /**
     * Orders by what a person enters: a number first, then what WooCommerce's own search finds.
     *
     * @return array<int, LinkCandidateReason> By order id; at most MOST.
     */
    public function search(string $term): array
    {
        return $this->fit([
            [LinkCandidateReason::Found, $this->byNumber(ltrim($term, '#'))],
            [LinkCandidateReason::Found, array_map(static fn (mixed $id): int => is_numeric($id) ? (int) $id : 0, wc_order_search($term))],
        ]);
    }

    /**
     * @param list<array{LinkCandidateReason, array<int>}> $groups
     * @return array<int, LinkCandidateReason>
     */
    private function fit(array $groups): array
    {
        $found = [];
        foreach ($groups as [$reason, $ids]) {
            foreach ($ids as $id) {
                if (count($found) === self::MOST) {
                    return $found;
                }
                $status = isset($found[$id]) ? null : $this->statusReader->read($id);
                if ($status !== null && ! in_array($status, self::UNFIT, true)) {
                    $found[$id] = $reason;
                }
            }
        }
        return $found;
    }

    /** @return list<int> */
    private function linked(?TelarisOrder $telarisOrder): array
    {
        if ($telarisOrder === null) {
            return [];
        }
        $ids = [(int) $this->links->orderOf($telarisOrder)];
        // The link may be from before the company was said.
        return $telarisOrder->company === '' ? $ids : [...$ids, (int) $this->links->orderOf(new TelarisOrder($telarisOrder->number))];
    }

    /**
     * The number that the customer sees. Only the order itself can tell it, so what may have it is asked.
     *
     * @return list<int>
     */
    private function byNumber(string $number): array
    {
        if ($number === '') {
            return [];
        }
        // Without a plug-in the number is the id; some only put something in front of it.
        $ids = preg_match('/(\d{1,18})$/', $number, $digits) === 1 ? [(int) $digits[1]] : [];
        return array_values(array_filter(
            array_unique([...$this->candidates->withNumber($number, $this->numberKeys()), ...$ids]),
            static function (int $id) use ($number): bool {
                $order = wc_get_order($id);
                return $order instanceof WC_Order && ltrim((string) $order->get_order_number(), '#') === $number;
            }
        ));
    }

    /** @return non-empty-list<string> */
    private function numberKeys(): array
    {
        $keys = self::NUMBER_KEYS;
        // By these, such plug-ins make their numbers known to WooCommerce's own search.
        foreach (['woocommerce_order_table_search_query_meta_keys', 'woocommerce_shop_order_search_fields'] as $filter) {
            $more = apply_filters($filter, []); // phpcs:ignore WordPress.NamingConventions -- WooCommerce's.
            array_push($keys, ...array_values(array_filter(is_array($more) ? $more : [], is_string(...))));
        }
        return array_values(array_unique($keys));
    }
}
