<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

defined('ABSPATH') || exit;

/**
 * The screen's first requests, answered while its page is made.
 *
 * The answers are sent with the page, which saves the round trips; the newest rows are in it as a plain table,
 * to be read before the screen's script has arrived, and where it never does.
 */
final class ScreenPreloader
{
    private const HEALTH = '/wc-telaris/v1/health';
    /** As the screen asks for the first page. */
    private const HISTORY = '/wc-telaris/v1/notifications?per_page=25';
    /** What the tab Connection asks for, which is drawn when all of it is there. */
    private const CONNECTION = ['/wc-telaris/v1/checklist', '/wc-telaris/v1/refused-calls', '/wc-telaris/v1/settings'];
    /** With one of these in the address it asks for something else. */
    private const OTHERS = ['tab', 'search', 'heading', 'state', 'trigger', 'from', 'to', 'cursor', 'per_page'];

    /** @var array<mixed> As createPreloadingMiddleware() of wp.apiFetch wants them. */
    private array $answers = [];

    public function load(): void
    {
        $asked = array_keys((array) filter_input_array(INPUT_GET));
        $paths = match (true) {
            array_intersect(self::OTHERS, $asked) === [] => [self::HEALTH, self::HISTORY],
            filter_input(INPUT_GET, 'tab') === 'connection' => [self::HEALTH, ...self::CONNECTION],
            default => [self::HEALTH],
        };
        $this->answers = array_reduce($paths, rest_preload_api_request(...), []);
    }

    public function script(): string
    {
        return sprintf(
            'wp.apiFetch.use( wp.apiFetch.createPreloadingMiddleware( %s ) );',
            (string) wp_json_encode($this->answers, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES)
        );
    }

    public function render(): void
    {
        $rows = array_filter((array) ($this->answer(self::HISTORY)['body'] ?? []), is_array(...));
        if ($rows === []) {
            return;
        }
        $columns = [
            __('When', 'telaris-for-woocommerce'),
            __('Order', 'telaris-for-woocommerce'),
            __('Telaris order', 'telaris-for-woocommerce'),
            __('Result', 'telaris-for-woocommerce'),
        ];
        printf('<div class="telaris telaris-first-rows"><div class="telaris__top"><h1 class="telaris__title">%s</h1></div>', esc_html__('Telaris', 'telaris-for-woocommerce'));
        echo '<div class="telaris-card"><table class="telaris-table"><thead><tr>';
        foreach ($columns as $column) {
            printf('<th scope="col">%s</th>', esc_html($column));
        }
        echo '</tr></thead><tbody>';
        foreach ($rows as $row) {
            $this->row($row);
        }
        echo '</tbody></table></div></div>';
    }

    /** @param array<mixed> $row Schema Notification. */
    private function row(array $row): void
    {
        $order = is_array($row['order'] ?? null) ? $row['order'] : [];
        $result = is_array($row['result'] ?? null) ? $row['result'] : [];
        $received = (int) strtotime(self::text($row, 'received_at'));
        $number = self::text($order, 'number') ?: self::text($row, 'order_number');
        printf(
            '<tr><td>%s</td><td><bdi>%s</bdi><br>%s</td><td>%s</td><td><strong>%s</strong><br>%s</td></tr>',
            esc_html((string) wp_date($this->format(), $received)),
            $number === '' ? '–' : '#' . esc_html($number),
            esc_html(self::text($order, 'customer')),
            esc_html(self::text($row, 'telaris_order') ?: '–'),
            esc_html(self::text($result, 'heading_label')),
            esc_html(self::text($result, 'sentence'))
        );
    }

    private function format(): string
    {
        $formats = array_filter([get_option('date_format'), get_option('time_format')], is_string(...));
        return implode(' ', $formats);
    }

    /** @return array<mixed> */
    private function answer(string $path): array
    {
        $answer = $this->answers[$path] ?? null;
        return is_array($answer) ? $answer : [];
    }

    /** @param array<mixed> $from */
    private static function text(array $from, string $name): string
    {
        $value = $from[$name] ?? null;
        return is_string($value) ? $value : '';
    }
}
