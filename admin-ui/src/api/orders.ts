import { addQueryArgs } from '@wordpress/url';

import { cursorsOf } from './link-header';
import { request, requestResponse } from './client';
import type {
	AwaitingOrder,
	Linked,
	LinkRequest,
	NotificationDetail,
} from './types';

/**
 * Links a WooCommerce order to a Telaris order; the shop then applies what
 * waited for that link.
 *
 * @param orderId The WooCommerce order.
 * @param link    Telaris's order number, and whether it may replace a link.
 */
export function linkOrder(
	orderId: number,
	link: Partial< LinkRequest > & Pick< LinkRequest, 'telaris_order' >
): Promise< Linked > {
	return request( `/orders/${ orderId }/link`, {
		method: 'PUT',
		data: link,
	} );
}

/** One page of the orders that wait, oldest first. */
export interface AwaitingPage {
	items: AwaitingOrder[];
	/** The cursor of the next page; null on the last one. */
	next: string | null;
}

/**
 * Reads which orders Telaris imported and has not invoiced.
 *
 * @param days   Imported at least so many days ago.
 * @param cursor The page; null is the first one.
 * @param signal Calls the request off.
 */
export async function listAwaiting(
	days: number,
	cursor: string | null,
	signal: AbortSignal
): Promise< AwaitingPage > {
	const response = await requestResponse(
		addQueryArgs( '/awaiting', { days, ...( cursor && { cursor } ) } ),
		{ signal }
	);
	return {
		items: ( await response.json() ) as AwaitingOrder[],
		next: cursorsOf( response.headers.get( 'Link' ) ).older,
	};
}

/**
 * Sets a linked order to Completed, because somebody says that it is invoiced
 * in Telaris.
 *
 * There is no signal on purpose: once sent, the shop does it.
 *
 * @param orderId   The WooCommerce order.
 * @param sendEmail Whether the customer gets WooCommerce's email.
 * @return The notification that records it; whether it worked stands in it.
 */
export function completeOrder(
	orderId: number,
	sendEmail: boolean
): Promise< NotificationDetail > {
	return request( `/orders/${ orderId }/complete`, {
		method: 'POST',
		data: { send_email: sendEmail },
	} );
}
