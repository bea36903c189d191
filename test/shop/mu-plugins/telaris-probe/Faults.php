<?php

declare(strict_types=1);

namespace TelarisProbe;

use Exception;
use RuntimeException;
use TypeError;

/**
 * Breaks things on request.
 *
 *     save_throws: true | "error"      before the order is stored; an Exception, or an Error
 *     listener_throws: true | "error"  in a listener of the Completed hook
 *     listener_fatal: true             there, an error that nobody can catch (out of memory)
 *     listener_exits: true             there, an exit
 *     listener_does: "prints" | …      there, what Listener can do with output, headers and the request
 *     hold_in_hook: true | "fresh"     there, a payment plug-in puts the order On hold; on the object it was
 *                                      given, or on one it loads itself
 *     slow_hook_ms: 500                there, before everything else
 *     mail_fails: true | "throws"      mail is refused, or sending it throws
 *     mail_slow_ms: 2000               mail takes its time
 *     smtp_port: 2525                  mail goes to an SMTP server on this machine
 *     logger_throws: true              WooCommerce's logger
 *     query_fails: {pattern, nth?}     the nth query (the first; 0: all) that matches fails
 *     database_gone_ms: 1000           for that long from now, every query fails
 *     kill_at: "before_save" | …       the worker dies by SIGKILL at a point (see POINTS)
 *     kill_query: {pattern, nth?}      … instead of the nth query that matches; an order in tables of its own
 *                                      is saved by `INTO \\S*wc_orders `
 *     kill_after_ms: 12                … that long after the request began
 *
 * `order` restricts what knows its order to that one; `path` restricts all to
 * requests whose address has it in it; `times` is how often, over all processes.
 */
final class Faults
{
    private const FILE = 'faults.json';

    private const NAMES = [
        'save_throws', 'listener_throws', 'listener_fatal', 'listener_exits', 'listener_does', 'hold_in_hook', 'slow_hook_ms',
        'mail_fails', 'mail_slow_ms', 'smtp_port', 'logger_throws', 'query_fails', 'database_gone_ms',
        'kill_at', 'kill_query', 'kill_after_ms', 'order', 'path', 'times',
    ];

    public const POINTS = [
        'before_save', 'after_save', 'before_hooks', 'in_hooks', 'after_hooks', 'changed',
        'before_mail', 'after_mail', 'before_answer', 'shutdown',
    ];

    /** @var array<string, mixed> */
    private array $on;

    /** Whether the mail that is on its way now is to fail. */
    private static bool $failsToSend = false;

    /** @var array<string, int> How many queries of this request matched, by fault. */
    private array $matched = [];

    public function __construct(private readonly Journal $journal)
    {
        $path = $journal->path(self::FILE);
        $this->on = is_file($path) ? (array) json_decode((string) file_get_contents($path), true) : [];
    }

    /**
     * Switches faults on in place of those before.
     *
     * @param array<string, mixed> $faults
     * @throws RuntimeException For a fault that there is not: its test would prove nothing.
     */
    public function replace(array $faults): void
    {
        $faults = array_filter($faults, static fn ($value): bool => $value !== null && $value !== false);
        $unknown = array_diff(array_keys($faults), self::NAMES);
        if (isset($faults['kill_at']) && !in_array($faults['kill_at'], self::POINTS, true)) {
            $unknown[] = 'kill_at ' . $faults['kill_at'];
        }
        if (isset($faults['listener_does']) && !in_array($faults['listener_does'], Listener::DEEDS, true)) {
            $unknown[] = 'listener_does ' . $faults['listener_does'];
        }
        if ($unknown !== []) {
            throw new RuntimeException('There is no such fault: ' . implode(', ', $unknown));
        }
        if (isset($faults['database_gone_ms'])) {
            $faults['database_gone_until'] = microtime(true) + $faults['database_gone_ms'] / 1000;
        }
        $this->journal->forget('claim-*');
        $path = $this->journal->path(self::FILE);
        file_put_contents($path . '.new', json_encode($faults));
        rename($path . '.new', $path);
    }

    public function register(): void
    {
        if ($this->on === [] || !str_contains(Call::address(), (string) ($this->on['path'] ?? ''))) {
            return;
        }
        if (isset($this->on['kill_after_ms']) && $this->claim()) {
            Death::after((int) $this->on['kill_after_ms']);
        }
        add_action('woocommerce_before_order_object_save', [$this, 'beforeSave'], PHP_INT_MIN);
        add_action('woocommerce_after_order_object_save', [$this, 'afterSave'], PHP_INT_MIN);
        add_action('woocommerce_order_status_completed', fn ($id) => $this->dieAt('before_hooks', (int) $id), PHP_INT_MIN);
        add_action('woocommerce_order_status_completed', [$this, 'inHooks'], 10, 2);
        add_action('woocommerce_order_status_completed', fn ($id) => $this->dieAt('after_hooks', (int) $id), PHP_INT_MAX);
        add_action('woocommerce_order_status_changed', fn ($id) => $this->dieAt('changed', (int) $id), PHP_INT_MAX);
        add_filter('pre_wp_mail', [$this, 'mail'], PHP_INT_MIN);
        add_action('telaris_probe_mailed', fn () => $this->dieAt('after_mail'));
        add_action('phpmailer_init', [$this, 'throughSmtp']);
        add_filter('rest_post_dispatch', function ($response) {
            $this->dieAt('before_answer');
            return $response;
        }, PHP_INT_MAX);
        add_action('shutdown', fn () => $this->dieAt('shutdown'), PHP_INT_MAX);
        add_filter('woocommerce_logger_log_message', [$this, 'log']);
        add_filter('query', [$this, 'query'], PHP_INT_MAX);
    }

    /** @param \WC_Order $order */
    public function beforeSave($order): void
    {
        if ($order->get_status('edit') !== 'completed') {
            return;
        }
        $this->dieAt('before_save', $order->get_id());
        $this->throwIf('save_throws', $order->get_id());
    }

    /** @param \WC_Order $order */
    public function afterSave($order): void
    {
        if ($order->get_status('edit') === 'completed') {
            $this->dieAt('after_save', $order->get_id());
        }
    }

    /** @param \WC_Order $order */
    public function inHooks(int $id, $order): void
    {
        usleep(1000 * (int) $this->take('slow_hook_ms', $id));
        $this->dieAt('in_hooks', $id);
        $this->throwIf('listener_throws', $id);
        if ($this->take('listener_fatal', $id)) {
            ini_set('memory_limit', (string) (memory_get_usage(true) + 1_000_000));
            str_repeat('x', 1_000_000_000);
        }
        if ($this->take('listener_exits', $id)) {
            exit;
        }
        $deed = $this->take('listener_does', $id);
        if ($deed) {
            Listener::do((string) $deed);
        }
        $hold = $this->take('hold_in_hook', $id);
        if ($hold) {
            ($hold === 'fresh' ? wc_get_order($id) : $order)->update_status('on-hold', 'The payment was not captured.');
        }
    }

    /**
     * @param bool|null $sent
     * @return bool|null
     */
    public function mail($sent)
    {
        $this->dieAt('before_mail');
        usleep(1000 * (int) $this->take('mail_slow_ms'));
        $how = $this->take('mail_fails');
        if ($how === 'throws') {
            throw new Exception('The probe lets sending mail throw.');
        }
        // Not refused here: a plug-in that keeps mail back on purpose does that.
        self::$failsToSend = (bool) $how;
        return $sent;
    }

    /** @param \PHPMailer\PHPMailer\PHPMailer $mailer */
    public function throughSmtp($mailer): void
    {
        // Nobody listens at port 1.
        $port = self::$failsToSend ? 1 : (int) ($this->on['smtp_port'] ?? 0);
        if ($port > 0) {
            $mailer->isSMTP();
            $mailer->Host = '127.0.0.1';
            $mailer->Port = $port;
            $mailer->SMTPAuth = false;
            $mailer->SMTPAutoTLS = false;
            $mailer->Timeout = 5;
        }
    }

    public function sendsBySmtp(): bool
    {
        return self::$failsToSend || isset($this->on['smtp_port']);
    }

    /**
     * @param string $message
     * @return string
     */
    public function log($message)
    {
        $this->throwIf('logger_throws');
        return $message;
    }

    /**
     * @param string $sql
     * @return string
     */
    public function query($sql)
    {
        if ($this->isDue('kill_query', $sql) && $this->claim()) {
            Death::now();
        }
        $isGone = microtime(true) < (float) ($this->on['database_gone_until'] ?? 0);
        if ($isGone || ($this->isDue('query_fails', $sql) && $this->claim())) {
            return 'SELECT the_probe_makes_this_query_fail';
        }
        return $sql;
    }

    private function isDue(string $fault, string $sql): bool
    {
        if (!isset($this->on[$fault])) {
            return false;
        }
        ['pattern' => $pattern] = $this->on[$fault];
        if (preg_match('~' . str_replace('~', '\~', $pattern) . '~is', $sql) !== 1) {
            return false;
        }
        $this->matched[$fault] = ($this->matched[$fault] ?? 0) + 1;
        $nth = $this->on[$fault]['nth'] ?? 1;
        return $nth === 0 || $this->matched[$fault] === $nth;
    }

    private function dieAt(string $point, ?int $order = null): void
    {
        if (($this->on['kill_at'] ?? null) === $point && $this->take('kill_at', $order)) {
            Death::now();
        }
    }

    private function throwIf(string $fault, ?int $order = null): void
    {
        $how = $this->take($fault, $order);
        if ($how === 'error') {
            throw new TypeError("The probe's $fault.");
        }
        if ($how) {
            throw new Exception("The probe's $fault.");
        }
    }

    /**
     * Takes a fault that is on, not restricted to another order, and not used up.
     *
     * @return mixed Its value, else null.
     */
    private function take(string $fault, ?int $order = null): mixed
    {
        $isOn = isset($this->on[$fault])
            && ($order === null || !isset($this->on['order']) || (int) $this->on['order'] === $order);
        return $isOn && $this->claim() ? $this->on[$fault] : null;
    }

    /** Counts a use of a fault with `times`, whichever process it is in. */
    private function claim(): bool
    {
        if (!isset($this->on['times'])) {
            return true;
        }
        for ($n = 1; $n <= (int) $this->on['times']; $n++) {
            // Fails where the file is there: somebody else's use.
            if (@fopen($this->journal->path("claim-$n"), 'x') !== false) {
                return true;
            }
        }
        return false;
    }
}
