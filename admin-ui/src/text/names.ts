import { __, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';

/**
 * Names an order as its customer knows it.
 *
 * @param number The order's number.
 */
export function orderName( number: string ): string {
	return sprintf(
		/* translators: %s: order number. */
		__( 'Order #%s', 'telaris-for-woocommerce' ),
		number
	);
}

/**
 * Telaris's number of an order, with the company in Telaris where that is known:
 * two may use one number. Empty where it has none.
 *
 * @param order What says both.
 */
export function telarisOrderName( {
	telaris_order: number,
	company,
}: Pick< Notification, 'telaris_order' | 'company' > ): string {
	return number === null || company === null
		? ( number ?? '' )
		: `${ number } (${ company })`;
}

/**
 * Names a notification by what people know it by: the order's number, or
 * Telaris's where no order is known.
 *
 * @param notification The notification.
 */
export function notificationName( notification: Notification ): string {
	const number = notification.order?.number ?? notification.order_number;
	if ( number !== null ) {
		return orderName( number );
	}
	if ( notification.telaris_order !== null ) {
		return sprintf(
			/* translators: %s: Telaris's order number. */
			__( 'Telaris order %s', 'telaris-for-woocommerce' ),
			telarisOrderName( notification )
		);
	}
	return notification.type;
}
