import { addQueryArgs } from '@wordpress/url';

import type { operations } from './schema';
import { cursorsOf } from './link-header';
import type { Cursors } from './link-header';
import { request, requestResponse } from './client';
import type {
	LinkCandidate,
	Notification,
	NotificationDetail,
	Preview,
	ResendOptions,
} from './types';

/** What the history can be asked for. */
export type HistoryQuery = NonNullable<
	operations[ 'listNotifications' ][ 'parameters' ][ 'query' ]
>;

/** One page of the history, newest first. */
export interface HistoryPage extends Cursors {
	items: Notification[];
}

/**
 * Reads one page of the history.
 *
 * @param query  Filters and cursor.
 * @param signal Calls the request off.
 */
export async function listNotifications(
	query: HistoryQuery,
	signal: AbortSignal
): Promise< HistoryPage > {
	const response = await requestResponse(
		addQueryArgs( '/notifications', query ),
		{ signal }
	);
	return {
		items: ( await response.json() ) as Notification[],
		...cursorsOf( response.headers.get( 'Link' ) ),
	};
}

/**
 * Reads one notification with its attempts.
 *
 * @param id     The notification.
 * @param signal Calls the request off.
 */
export function getNotification(
	id: number,
	signal: AbortSignal
): Promise< NotificationDetail > {
	return request( `/notifications/${ id }`, { signal } );
}

/**
 * Asks what re-sending would do. Changes nothing.
 *
 * @param ids    The notifications, at most 100.
 * @param signal Calls the request off.
 * @return One for each notification that there still is.
 */
export function previewResend(
	ids: number[],
	signal: AbortSignal
): Promise< Preview[] > {
	return request( '/notifications/preview', {
		method: 'POST',
		data: { ids },
		signal,
	} );
}

/**
 * Sets the order to Completed again, from here. Nothing is sent to Telaris.
 *
 * There is no signal on purpose: once sent, the shop does it, whether or not
 * somebody waits for the answer.
 *
 * @param id      The notification.
 * @param options Email to the customer, and whether to override a guard.
 * @return The notification afterwards; whether it worked stands in its result.
 */
export function resendNotification(
	id: number,
	options: ResendOptions
): Promise< NotificationDetail > {
	return request( `/notifications/${ id }/resend`, {
		method: 'POST',
		data: options,
	} );
}

/**
 * Notes that a person has looked at the order.
 *
 * @param id The notification.
 */
export function markChecked( id: number ): Promise< NotificationDetail > {
	return request( `/notifications/${ id }/check`, { method: 'POST' } );
}

/**
 * Finds orders that a notification without a valid link may be about.
 *
 * @param id     The notification.
 * @param signal Calls the request off.
 * @return At most five, the likeliest first.
 */
export function listCandidates(
	id: number,
	signal: AbortSignal
): Promise< LinkCandidate[] > {
	return request( `/notifications/${ id }/candidates`, { signal } );
}

/**
 * Reads what the filter matches, as CSV.
 *
 * @param filter Filters and search.
 */
export async function exportNotifications(
	filter: Omit< HistoryQuery, 'per_page' | 'cursor' >
): Promise< Blob > {
	const response = await requestResponse(
		addQueryArgs( '/notifications/export', filter )
	);
	return response.blob();
}
