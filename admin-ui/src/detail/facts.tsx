import { __, sprintf } from '@wordpress/i18n';

import type { Notification, NotificationDetail } from '../api/types';
import { dayName } from '../text/dates';
import { differenceText, moneyText } from '../text/money';
import { telarisOrderName } from '../text/names';
import { Time } from '../ui/time';

function invoiceText( {
	number,
	date,
}: NonNullable< NotificationDetail[ 'invoice' ] > ): string {
	return date === null
		? number
		: sprintf(
				/* translators: 1: invoice number, 2: date. */
				__( '%1$s of %2$s', 'telaris-for-woocommerce' ),
				number,
				dayName( date )
			);
}

/** The invoice's total, marked where it is not the order's. */
function Invoiced( {
	invoice,
	order,
}: {
	invoice: NonNullable< Notification[ 'invoice' ] >;
	order: Notification[ 'order' ];
} ) {
	const total = moneyText( invoice.total, invoice.currency );
	const difference = differenceText( invoice, order );
	return total === null ? null : (
		<>
			{ total }
			{ difference !== null && (
				<strong className="telaris-facts__difference">
					{ difference }
				</strong>
			) }
		</>
	);
}

/**
 * Who and what it is about.
 */
export function Facts( {
	notification,
}: {
	notification: NotificationDetail;
} ) {
	const { email, invoice, order, received_at: receivedAt } = notification;
	const facts: [ label: string, value: React.ReactNode ][] = [
		[
			__( 'Received', 'telaris-for-woocommerce' ),
			<Time key="time" value={ receivedAt } />,
		],
		[ __( 'Customer', 'telaris-for-woocommerce' ), order?.customer ],
		[ __( 'Total', 'telaris-for-woocommerce' ), order?.total ],
		[
			__( 'Invoiced', 'telaris-for-woocommerce' ),
			invoice?.total && (
				<Invoiced key="invoiced" { ...{ invoice, order } } />
			),
		],
		[
			__( 'Order status', 'telaris-for-woocommerce' ),
			order?.status_label,
		],
		[
			__( 'Telaris order', 'telaris-for-woocommerce' ),
			telarisOrderName( notification ),
		],
		[
			__( 'Invoice', 'telaris-for-woocommerce' ),
			invoice && invoiceText( invoice ),
		],
		[
			__( 'Email to the customer', 'telaris-for-woocommerce' ),
			email?.sentence,
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
