import { request } from './request';
import type { Linked, LinkRequest } from './types';

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
