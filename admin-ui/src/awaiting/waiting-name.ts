import { __, sprintf } from '@wordpress/i18n';

import type { AwaitingOrder } from '../api/types';

/**
 * Names an order as its customer knows it.
 *
 * @param waiting The order and its link.
 */
export function waitingName( { order }: AwaitingOrder ): string {
	return sprintf(
		/* translators: %s: order number. */
		__( 'Order #%s', 'telaris-for-woocommerce' ),
		order.number
	);
}
