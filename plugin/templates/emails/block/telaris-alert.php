<?php

/**
 * The alert as WooCommerce's email editor first shows it. What it says comes in the place of the content block.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

?>
<!-- wp:heading -->
<h2 class="wp-block-heading"><?php echo esc_html__('Telaris', 'telaris-for-woocommerce'); ?></h2>
<!-- /wp:heading -->

<!-- wp:woocommerce/email-content {"lock":{"move":false,"remove":true}} -->
<div class="wp-block-woocommerce-email-content"> ##WOO_CONTENT## </div>
<!-- /wp:woocommerce/email-content -->
