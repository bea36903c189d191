<?php

declare(strict_types=1);

namespace Automattic\WooCommerce\Utilities;

if (! defined('ABSPATH')) {
    exit;
}

/**
 * Keeps which plugin said that it works with which feature.
 */
class FeaturesUtil
{
    /** @var array<string, array{compatible: string[], incompatible: string[]}> */
    private static $declared = array();

    /**
     * Takes a plugin's word; only while `before_woocommerce_init` runs, as WooCommerce does.
     */
    public static function declare_compatibility(string $feature_id, string $plugin_file, bool $positive_compatibility = true): bool
    {
        if (! doing_action('before_woocommerce_init')) {
            _doing_it_wrong(__METHOD__, 'Compatibility is declared inside the before_woocommerce_init action.', '7.0');
            return false;
        }
        self::$declared[$feature_id] ??= array('compatible' => array(), 'incompatible' => array());
        self::$declared[$feature_id][$positive_compatibility ? 'compatible' : 'incompatible'][] = plugin_basename($plugin_file);
        return true;
    }

    public static function get_compatible_plugins_for_feature(string $feature_id): array
    {
        return (self::$declared[$feature_id] ?? array('compatible' => array(), 'incompatible' => array()))
            + array('uncertain' => array());
    }

    public static function feature_is_enabled(string $feature_id): bool
    {
        return 'custom_order_tables' === $feature_id;
    }
}
