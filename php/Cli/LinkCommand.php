<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Background\BackgroundRunner;
use TelarisForWooCommerce\Domain\AttemptOptions;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\TelarisOrder;
use TelarisForWooCommerce\Link\LinkService;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Text\ResultText;
use WP_CLI;

defined('ABSPATH') || exit;

/** Reads, makes and removes links between orders here and orders in Telaris. */
final class LinkCommand
{
    /** Seconds for emails and what else is due after orders were completed. */
    private const AFTERWARDS = 60.0;

    public function __construct(
        private readonly LinkRepository $links,
        private readonly LinkService $linkService,
        private readonly BackgroundRunner $backgroundRunner,
        private readonly ResultText $resultText,
        private readonly NotificationRows $rows,
    ) {
    }

    /**
     * Prints Telaris's number of an order, or the order of a Telaris number. The exit code is 1 where there is no link.
     *
     * ## OPTIONS
     *
     * <number>
     * : Id of a WooCommerce order; with --telaris, Telaris's number of one.
     *
     * [--telaris]
     * : The number is Telaris's: print the id of the WooCommerce order.
     *
     * [--company=<company>]
     * : Which of several companies in Telaris has the order.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris link get 1234
     *     $ wp telaris link get 10021 --telaris
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function get(array $arguments, array $options): void
    {
        $number = $arguments[0] ?? '';
        $found = isset($options['telaris'])
            ? $this->links->orderOf(new TelarisOrder($number, (string) ($options['company'] ?? '')))
            : $this->links->telarisOrderOf((int) $number)?->name();
        if ($found === null) {
            WP_CLI::error(__('It is not linked.', 'telaris-for-woocommerce'));
        }
        WP_CLI::line((string) $found);
    }

    /**
     * Links an order to an order in Telaris. What waited for the link is then completed.
     *
     * ## OPTIONS
     *
     * <order>
     * : Id of the WooCommerce order.
     *
     * <telaris-order>
     * : Telaris's number of the order.
     *
     * [--company=<company>]
     * : Which of several companies in Telaris has the order.
     *
     * [--replace]
     * : Take away a link that either of them has.
     *
     * [--[no-]email]
     * : Whether the customer gets the email where an order is completed by it.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris link set 1234 10021
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function set(array $arguments, array $options): void
    {
        $this->rows->stopWhereMoved();
        [$orderId, $telarisOrder] = [(int) ($arguments[0] ?? 0), trim($arguments[1] ?? '')];
        if ($telarisOrder === '' || mb_strlen($telarisOrder) > 64) {
            WP_CLI::error(__("Telaris's order number has 1 to 64 characters.", 'telaris-for-woocommerce'));
        }
        $choice = new AttemptOptions(sendEmail: ($options['email'] ?? true) !== false, userId: get_current_user_id() ?: null);
        $made = $this->linkService->byHand($orderId, new TelarisOrder($telarisOrder, (string) ($options['company'] ?? '')), isset($options['replace']), $choice);
        if ($made instanceof Outcome) {
            WP_CLI::error($this->resultText->sentence($made->code, $made->params));
        }
        /* translators: 1: id of a WooCommerce order, 2: Telaris's order number. */
        WP_CLI::success(sprintf(__('Order %1$d is linked to Telaris order %2$s.', 'telaris-for-woocommerce'), $orderId, $telarisOrder));
        if ($made !== []) {
            $this->backgroundRunner->run(self::AFTERWARDS);
            $this->rows->conclude($made, 0);
        }
    }

    /**
     * Removes the link of an order.
     *
     * ## OPTIONS
     *
     * <order>
     * : Id of the WooCommerce order.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris link delete 1234
     *
     * @param array<string> $arguments
     */
    public function delete(array $arguments): void
    {
        $orderId = (int) ($arguments[0] ?? 0);
        if ($this->links->telarisOrderOf($orderId) === null) {
            WP_CLI::error(__('It is not linked.', 'telaris-for-woocommerce'));
        }
        $this->links->remove($orderId);
        /* translators: %d: id of a WooCommerce order. */
        WP_CLI::success(sprintf(__('Order %d is not linked any more.', 'telaris-for-woocommerce'), $orderId));
    }
}
