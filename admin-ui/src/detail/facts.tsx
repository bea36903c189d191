import { dateI18n, getSettings } from '@wordpress/date';
import { __, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { Time } from '../components/time';

function invoiceText( {
	number,
	date,
}: NonNullable< Notification[ 'invoice' ] > ): string {
	return date === null
		? number
		: sprintf(
				/* translators: 1: invoice number, 2: date. */
				__( '%1$s of %2$s', 'telaris-for-woocommerce' ),
				number,
				// A day, not a moment: no zone may move it.
				dateI18n(
					getSettings().formats.date,
					`${ date }T00:00:00Z`,
					'UTC'
				)
			);
}

/**
 * Who and what it is about.
 *
 * @param props
 * @param props.notification The notification.
 */
export function Facts( { notification }: { notification: Notification } ) {
	const {
		invoice,
		order,
		received_at: receivedAt,
		telaris_order: telarisOrder,
	} = notification;
	const facts: [ label: string, value: React.ReactNode ][] = [
		[
			__( 'Received', 'telaris-for-woocommerce' ),
			<Time key="time" value={ receivedAt } />,
		],
		[ __( 'Customer', 'telaris-for-woocommerce' ), order?.customer ],
		[ __( 'Total', 'telaris-for-woocommerce' ), order?.total ],
		[
			__( 'Order status', 'telaris-for-woocommerce' ),
			order?.status_label,
		],
		[ __( 'Telaris order', 'telaris-for-woocommerce' ), telarisOrder ],
		[
			__( 'Invoice', 'telaris-for-woocommerce' ),
			invoice && invoiceText( invoice ),
		],
	];
	return (
		<dl className="telaris-facts">
			{ facts
				.filter( ( [ , value ] ) => value )
				.map( ( [ label, value ] ) => (
					<div key={ label }>
						<dt>{ label }</dt>
						<dd>
							<bdi>{ value }</bdi>
						</dd>
					</div>
				) ) }
		</dl>
	);
}
