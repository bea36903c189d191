<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerce;

use Throwable;

defined('ABSPATH') || exit;

/** Tells which plug-in is changing an order right now, from the files on the call stack. */
final class CallerIdentifier
{
    /** @param string $ownFile The plug-in's main file. */
    public function __construct(private readonly string $ownFile)
    {
    }

    /** @return string|null The plug-in's name as the Plugins screen has it; null where only WooCommerce and WordPress are at work. */
    public function name(): ?string
    {
        // phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_debug_backtrace -- the answer itself, not debugging.
        return function_exists('debug_backtrace') ? $this->nameIn(debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS)) : null;
    }

    /**
     * @param array<array<string, mixed>> $trace As debug_backtrace() gives it.
     * @return string|null The name of the plug-in that is innermost on it.
     */
    public function nameIn(array $trace): ?string
    {
        return $this->first(array_column($trace, 'file'));
    }

    /** @return string|null The plug-in that an error came from. */
    public function nameOf(Throwable $error): ?string
    {
        return $this->first([$error->getFile(), ...array_column($error->getTrace(), 'file')])
            ?? (str_starts_with(plugin_basename($error->getFile()), 'woocommerce/') ? 'WooCommerce' : null);
    }

    /** @param array<mixed> $files The innermost first. */
    private function first(array $files): ?string
    {
        $own = [dirname(plugin_basename($this->ownFile)), 'woocommerce'];
        foreach (array_filter($files, is_string(...)) as $path) {
            $file = plugin_basename($path);
            $isMustUse = defined('WPMU_PLUGIN_DIR') && str_starts_with(wp_normalize_path($path), wp_normalize_path(WPMU_PLUGIN_DIR) . '/');
            $folder = explode('/', $file)[0];
            if (! in_array($folder, $own, true) && ($isMustUse || is_dir(WP_PLUGIN_DIR . '/' . $folder) || is_file(WP_PLUGIN_DIR . '/' . $file))) {
                return $this->title($folder, $file, $isMustUse);
            }
        }
        return null;
    }

    private function title(string $folder, string $file, bool $isMustUse): string
    {
        if (! function_exists('get_plugins')) {
            require_once ABSPATH . 'wp-admin/includes/plugin.php';
        }
        foreach ($isMustUse ? get_mu_plugins() : get_plugins() as $path => $data) {
            if ($path === $file || str_starts_with((string) $path, $folder . '/')) {
                return is_string($data['Name'] ?? null) && $data['Name'] !== '' ? $data['Name'] : $folder;
            }
        }
        return $folder;
    }
}
