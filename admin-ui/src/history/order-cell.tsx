import { __, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';

interface OrderCellProps {
	notification: Notification;
	/** Whether the number leads to the order. */
	isLink: boolean;
}

/**
 * The WooCommerce order: its number and who ordered.
 */
export function OrderCell( { notification, isLink }: OrderCellProps ) {
	const { order, order_number: orderNumber } = notification;
	if ( ! order ) {
		return (
			<span className="telaris-order">
				{ orderNumber === null
					? __( 'No order', 'telaris-for-woocommerce' )
					: sprintf(
							/* translators: %s: order number, as Telaris has it. */
							__( '#%s (not linked)', 'telaris-for-woocommerce' ),
							orderNumber
						) }
			</span>
		);
	}
	const number = <bdi>{ `#${ order.number }` }</bdi>;
	return (
		<span className="telaris-order">
			{ isLink && order.edit_url ? (
				<a href={ order.edit_url }>{ number }</a>
			) : (
				number
			) }
			{ order.customer && (
				<bdi className="telaris-order__customer">
					{ order.customer }
				</bdi>
			) }
			{ ! order.exists && (
				<span className="telaris-order__customer">
					{ __( 'Not in this shop', 'telaris-for-woocommerce' ) }
				</span>
			) }
		</span>
	);
}
