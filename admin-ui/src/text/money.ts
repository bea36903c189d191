import { __, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';

/**
 * Writes an amount as the reader's language does.
 *
 * @param amount   For example "499.00".
 * @param currency Three letters; without one, the bare number.
 * @return null where it is no number.
 */
export function moneyText(
	amount: string | null | undefined,
	currency: string | null | undefined
): string | null {
	const value = amount ? Number( amount ) : NaN;
	if ( Number.isNaN( value ) ) {
		return null;
	}
	const language = document.documentElement.lang || undefined;
	try {
		return new Intl.NumberFormat( language, {
			minimumFractionDigits: 2,
			...( currency && { style: 'currency', currency } ),
		} ).format( value );
	} catch {
		// Not every three letters are a currency.
		return `${ amount } ${ currency }`;
	}
}

/**
 * Says in what an invoice and its order differ.
 *
 * @param invoice The invoice.
 * @param order   The order as it is now.
 * @return null where they agree, or one of them is not known.
 */
export function differenceText(
	invoice: NonNullable< Notification[ 'invoice' ] >,
	order: Notification[ 'order' ]
): string | null {
	if ( ! order?.amount || ! invoice.total ) {
		return null;
	}
	if (
		invoice.currency &&
		order.currency &&
		invoice.currency !== order.currency
	) {
		return __( 'Another currency', 'telaris-for-woocommerce' );
	}
	const difference = Number( invoice.total ) - Number( order.amount );
	if ( Number.isNaN( difference ) || Math.abs( difference ) < 0.005 ) {
		return null;
	}
	const amount =
		moneyText( String( Math.abs( difference ) ), order.currency ) ?? '';
	return difference > 0
		? sprintf(
				/* translators: %s: an amount. */
				__( '%s more than the order', 'telaris-for-woocommerce' ),
				amount
			)
		: sprintf(
				/* translators: %s: an amount. */
				__( '%s less than the order', 'telaris-for-woocommerce' ),
				amount
			);
}
