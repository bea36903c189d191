<?php

declare(strict_types=1);

namespace Automattic\WooCommerce\Utilities;

defined('ABSPATH') || exit;

/**
 * Hears which plugin says that it works with which feature.
 */
class FeaturesUtil
{
    /**
     * Takes a plugin's word, and forgets it; but only while `before_woocommerce_init` runs, as WooCommerce does.
     */
    public static function declare_compatibility(string $feature_id, string $plugin_file, bool $positive_compatibility = true): bool
    {
        if (! doing_action('before_woocommerce_init')) {
            _doing_it_wrong(__METHOD__, 'Compatibility is declared inside the before_woocommerce_init action.', '7.0');
            return false;
        }
        return true;
    }
}
