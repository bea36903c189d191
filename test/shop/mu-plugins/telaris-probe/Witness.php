<?php

declare(strict_types=1);

namespace TelarisProbe;

/** Writes down which hooks fired for which order, and what mail was sent. */
final class Witness
{
    public const MAIL = 'mail.jsonl';

    private const HOOKS = [
        'woocommerce_order_status_completed' => 'completed',
        'woocommerce_order_status_processing_to_completed' => 'processing_to_completed',
        'woocommerce_order_status_changed' => 'status_changed',
        'woocommerce_order_status_completed_notification' => 'completed_notification',
        'woocommerce_reduce_order_stock' => 'stock_reduced',
    ];

    /** As most plug-ins listen, so that what stops a hook before them is seen. */
    private const PRIORITY = 9;

    /** The order that the mail in hand is about. */
    private int $order = 0;

    public function __construct(
        private readonly Journal $journal,
        private readonly bool $isOurOwn
    ) {
    }

    public function register(): void
    {
        if (!$this->isOurOwn) {
            foreach (self::HOOKS as $hook => $name) {
                add_action($hook, fn ($order) => $this->journal->add(
                    self::fileOf(is_object($order) ? $order->get_id() : (int) $order),
                    ['hook' => $name]
                ), self::PRIORITY);
            }
        }
        add_filter('woocommerce_mail_callback_params', function (array $params, $email) {
            $this->order = is_a($email->object ?? null, 'WC_Abstract_Order') ? $email->object->get_id() : 0;
            return $params;
        }, PHP_INT_MAX, 2);
        // After the faults and before the shop's own, which keeps mail in a file.
        add_filter('pre_wp_mail', [$this, 'mail'], 50, 2);
        add_action('wp_mail_succeeded', function (array $mail): void {
            $this->sent($mail);
        });
    }

    public static function fileOf(int $order): string
    {
        return "order-$order.jsonl";
    }

    /**
     * @param bool|null $sent
     * @param array{to: string|string[], subject: string, ...} $mail
     * @return bool|null
     */
    public function mail($sent, array $mail)
    {
        if ($sent !== null || $this->isOurOwn) {
            return $sent ?? true;
        }
        if (has_action('phpmailer_init') && (new Faults($this->journal))->sendsBySmtp()) {
            // On to PHPMailer; wp_mail_succeeded tells how it went.
            // Right after the shop's own; the plugin looks last, at what plug-ins make of it.
            add_filter('pre_wp_mail', '__return_null', 101);
            return null;
        }
        $this->sent($mail);
        return true;
    }

    /** @param array<string, mixed> $mail */
    private function sent(array $mail): void
    {
        $entry = ['to' => implode(', ', (array) $mail['to']), 'subject' => $mail['subject'], 'order' => $this->order];
        $this->journal->add(self::MAIL, $entry);
        if ($this->order > 0) {
            $this->journal->add(self::fileOf($this->order), $entry);
        }
        do_action('telaris_probe_mailed');
    }
}
