<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin;

use TelarisForWooCommerce\Admin\Rest\Permissions;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Screen;

defined('ABSPATH') || exit;

/** WooCommerce → Telaris: the page that the TypeScript screen fills. Loads nothing anywhere else. */
final class AdminPage
{
    public const SLUG = Screen::SLUG;

    private string $hook = '';

    public function __construct(
        private readonly string $pluginFile,
        private readonly string $version,
        private readonly ScreenPreloader $preloader,
        private readonly NotificationRepository $notifications,
        private readonly Logger $logger,
    ) {
    }

    public function addPage(): void
    {
        $this->hook = (string) add_submenu_page(
            'woocommerce',
            __('Telaris', 'telaris-for-woocommerce'),
            __('Telaris', 'telaris-for-woocommerce') . $this->count(),
            Permissions::READ,
            self::SLUG,
            $this->render(...)
        );
    }

    /** How many need somebody, as WooCommerce counts orders beside its own menu entry. Asked on every page of wp-admin. */
    private function count(): string
    {
        if (! current_user_can(Permissions::READ)) {
            return '';
        }
        try {
            $count = $this->notifications->countAttention();
        } catch (DatabaseError $error) {
            $this->logger->error('What failed could not be counted for the menu.', ['error' => $error->getMessage()]);
            return '';
        }
        return $count === 0 ? '' : sprintf(
            ' <span class="awaiting-mod update-plugins count-%d"><span class="processing-count">%s</span></span>',
            $count,
            esc_html(number_format_i18n($count))
        );
    }

    public function render(): void
    {
        FirstRunNotice::end();
        printf('<div class="wrap"><hr class="wp-header-end"><div id="%s">', esc_attr(self::SLUG));
        $this->preloader->render();
        printf('<noscript><p>%s</p></noscript></div></div>', esc_html__('The sync history needs JavaScript.', 'telaris-for-woocommerce'));
    }

    /** @param string $hook WordPress's name of the page that is shown. */
    public function isOwn(string $hook): bool
    {
        return $hook === $this->hook;
    }

    public function enqueue(string $hook): void
    {
        if (! $this->isOwn($hook)) {
            return;
        }
        $folder = dirname($this->pluginFile) . '/assets';
        $asset = is_file("$folder/admin.asset.php") ? require "$folder/admin.asset.php" : [];
        $dependencies = is_array($asset) && is_array($asset['dependencies'] ?? null) ? array_values(array_filter($asset['dependencies'], static fn (mixed $handle): bool => is_string($handle) && $handle !== '')) : [];
        $version = is_array($asset) && is_string($asset['version'] ?? null) ? $asset['version'] : $this->version;

        wp_enqueue_script(self::SLUG, plugins_url('assets/admin.js', $this->pluginFile), $dependencies, $version, ['in_footer' => true]);
        $this->preloader->load();
        wp_add_inline_script('wp-api-fetch', $this->preloader->script());
        wp_set_script_translations(self::SLUG, 'telaris-for-woocommerce', dirname($this->pluginFile) . '/languages');
        wp_enqueue_style(self::SLUG, plugins_url('assets/admin.css', $this->pluginFile), ['wp-components'], $version);
        wp_style_add_data(self::SLUG, 'rtl', 'replace');
    }

    /**
     * @param array<mixed> $links
     * @return array<mixed>
     */
    public function addLink(array $links): array
    {
        return [
            'telaris' => sprintf('<a href="%s">%s</a>', esc_url(Screen::url()), esc_html__('Sync history', 'telaris-for-woocommerce')),
            'telaris-settings' => sprintf('<a href="%s">%s</a>', esc_url(Screen::url(['tab' => 'connection'])), esc_html__('Settings', 'telaris-for-woocommerce')),
        ] + $links;
    }
}
