/**
 * What changes the store, and what changes the shop.
 *
 * Requests that change the shop cannot be cancelled: once sent, the shop does
 * it, whether or not somebody waits for the answer.
 */
import { fetchJson, fetchPage, fetchResponse } from '../api/client';
import type { Page } from '../api/client';
import type {
	AwaitedCalls,
	Checklist,
	DismissResult,
	Health,
	Linked,
	LinkRequest,
	NewSecret,
	Notification,
	NotificationDetail,
	ResendOptions,
	Settings,
	SettingsChange,
} from '../api/types';
import { countNewer, newestOf } from './merge-rows';
import type { Action } from './reducer';
import { cancel } from './requests';
import { keyOf } from './state';
import type { Answers, Singles } from './state';
import type {
	ExportQuery,
	HistoryFilter,
	HistoryQuery,
	ThunkApi,
} from './types';

/** The most that the shop previews in one answer. */
export const MOST_AT_ONCE = 100;

/** The list that a page belongs to, as the query of its newest page. */
function listOf( { cursor, ...list }: HistoryQuery ): HistoryQuery {
	return list;
}

export function receiveAnswer< Name extends keyof Answers >(
	name: Name,
	key: string,
	answer: Answers[ Name ][ string ]
): Action {
	return { type: 'RECEIVE_ANSWER', name, key, answer } as Action;
}

export function receiveSingle( single: Singles ): Action {
	return { type: 'RECEIVE_SINGLE', single };
}

export function receiveDetail( detail: NotificationDetail ): Action {
	return { type: 'RECEIVE_DETAIL', detail };
}

/** Takes in rows; details that are older than their row are asked for again. */
export const receiveRows =
	( rows: readonly Notification[] ) =>
	( { dispatch, select }: ThunkApi ): void => {
		const outdated = rows.filter( ( { id, updated_at: updatedAt } ) => {
			// Reading details that are not open would request them from the shop.
			const known =
				select.hasStartedResolution( 'getNotification', [ id ] ) &&
				select.getNotification( id );
			return (
				known &&
				Date.parse( updatedAt ) > Date.parse( known.updated_at )
			);
		} );
		dispatch( { type: 'RECEIVE_ROWS', rows } );
		outdated.forEach( ( { id } ) =>
			dispatch.invalidateResolution( 'getNotification', [ id ] )
		);
	};

/** Takes in a page; what it shows is not new any more. */
export const receivePage =
	( query: HistoryQuery, { items, ...cursors }: Page< Notification > ) =>
	( { dispatch }: ThunkApi ): void => {
		dispatch.receiveRows( items );
		dispatch.receiveAnswer( 'pages', keyOf( query ), {
			...cursors,
			ids: items.map( ( { id } ) => id ),
		} );
		if ( query.cursor === undefined ) {
			dispatch.receiveAnswer( 'newRows', keyOf( query ), {
				seen: newestOf( items ),
				count: 0,
			} );
		}
	};

/** Takes in the state of the connection; other numbers make other days. */
export const receiveHealth =
	( health: Health ) =>
	( { dispatch, select }: ThunkApi ): void => {
		const before = select.getHealth();
		dispatch.receiveSingle( { health } );
		if (
			before &&
			( before.last_contact_at !== health.last_contact_at ||
				before.failed !== health.failed ||
				before.pending !== health.pending )
		) {
			dispatch.invalidateResolution( 'getDays', [] );
		}
		if ( before ) {
			// They say the same, one in lines and one in problems.
			dispatch.invalidateResolution( 'getChecklist', [] );
			dispatch.invalidateResolution( 'getRefusedCalls', [] );
		}
	};

/**
 * Cancels requests that are not answered yet; the next call makes new ones.
 *
 * @param selector The name of a selector.
 * @param args     Its arguments.
 */
export const forget =
	( selector: string, args: unknown[] ) =>
	( { dispatch }: ThunkApi ): void => {
		cancel( selector, args );
		dispatch.invalidateResolution( selector, args );
	};

/** Brings the state of the connection up to date. */
export const refreshHealth =
	( signal?: AbortSignal ) =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveHealth(
			await fetchJson( 'get', '/health', { ...( signal && { signal } ) } )
		);
		// An error of before is over.
		dispatch.finishResolution( 'getHealth', [] );
	};

/** Brings a notification up to date. */
export const refreshNotification =
	( id: number, signal?: AbortSignal ) =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveDetail(
			await fetchJson( 'get', '/notifications/{id}', {
				path: { id },
				...( signal && { signal } ),
			} )
		);
		dispatch.finishResolution( 'getNotification', [ id ] );
	};

/**
 * Looks for new rows. What became of known ones is shown in their places.
 *
 * @param query      The page that is shown.
 * @param mayReplace Whether rows may move at this moment.
 * @param signal     Cancels the request.
 */
export const refreshHistory =
	( query: HistoryQuery, mayReplace: () => boolean, signal: AbortSignal ) =>
	async ( { dispatch, select }: ThunkApi ): Promise< void > => {
		const list = listOf( query );
		const newest = await fetchPage( '/notifications', list, signal );
		if ( signal.aborted ) {
			return;
		}
		if ( query.cursor === undefined && mayReplace() ) {
			dispatch.receivePage( query, newest );
			return;
		}
		dispatch.receiveRows( newest.items );
		const seen =
			select.getNewRows( list )?.seen ?? newestOf( newest.items );
		dispatch.receiveAnswer( 'newRows', keyOf( list ), {
			seen,
			count: countNewer( newest.items, seen ),
		} );
	};

/** Takes in a notification that was changed here, and what hangs on it. */
export const receiveChanged =
	( changed: readonly NotificationDetail[] ) =>
	( { dispatch }: ThunkApi ): void => {
		changed.forEach( ( detail ) => dispatch.receiveDetail( detail ) );
		dispatch.invalidateResolution( 'getHealth', [] );
	};

/**
 * Sets the order to Completed again, from here. Nothing is sent to Telaris.
 *
 * @param id      The notification.
 * @param options Email to the customer, and whether to override a guard.
 */
export const resend =
	( id: number, options: ResendOptions ) =>
	async ( { dispatch }: ThunkApi ): Promise< NotificationDetail > => {
		const after = await fetchJson( 'post', '/notifications/{id}/resend', {
			path: { id },
			body: options,
		} );
		dispatch.receiveChanged( [ after ] );
		return after;
	};

/**
 * Records that a person has looked at the order.
 *
 * @param id        The notification.
 * @param sendEmail Whether an email that was held is sent now.
 */
export const markChecked =
	( id: number, sendEmail?: boolean ) =>
	async ( { dispatch }: ThunkApi ): Promise< NotificationDetail > => {
		const after = await fetchJson( 'post', '/notifications/{id}/check', {
			path: { id },
			...( sendEmail === undefined
				? {}
				: { body: { send_email: sendEmail } } ),
		} );
		dispatch.receiveChanged( [ after ] );
		dispatch.receiveSingle( { done: { what: 'checked', ids: [ id ] } } );
		return after;
	};

/** Takes it back that a person has looked at the order. */
export const takeCheckBack =
	( id: number ) =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		const after = await fetchJson( 'delete', '/notifications/{id}/check', {
			path: { id },
		} );
		dispatch.receiveChanged( [ after ] );
		dispatch.receiveSingle( { done: { what: 'unchecked', ids: [ id ] } } );
	};

/** Takes in what became of notifications that were put aside or back. */
export const receiveAside =
	( what: 'dismissed' | 'restored', results: readonly DismissResult[] ) =>
	( { dispatch }: ThunkApi ): void => {
		const rows = results.flatMap( ( { notification } ) =>
			notification ? [ notification ] : []
		);
		dispatch.receiveRows( rows );
		dispatch.receiveChanged( [] );
		rows.forEach( ( { id } ) =>
			dispatch.invalidateResolution( 'getNotification', [ id ] )
		);
		dispatch.receiveSingle( {
			done: {
				what,
				ids: results
					.filter( ( { skipped } ) => skipped === null )
					.map( ( { id } ) => id ),
			},
		} );
	};

/**
 * Puts notifications aside that will never matter.
 *
 * @param ids    The notifications.
 * @param reason Why, in the person's words.
 */
export const dismiss =
	( ids: number[], reason: string ) =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveAside(
			'dismissed',
			await fetchJson( 'post', '/notifications/dismiss', {
				body: { ids, reason },
			} )
		);
	};

/** Takes it back that notifications were put aside. */
export const restore =
	( ids: number[] ) =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveAside(
			'restored',
			await fetchJson( 'post', '/notifications/restore', {
				body: { ids },
			} )
		);
	};

/**
 * Links a WooCommerce order to a Telaris order; the shop then applies what
 * waited for that link.
 *
 * @param orderId The WooCommerce order.
 * @param link    Telaris's order number, and whether it may replace a link.
 */
export const linkOrder =
	( orderId: number, link: LinkRequest ) =>
	async ( { dispatch }: ThunkApi ): Promise< Linked > => {
		const linked = await fetchJson( 'put', '/orders/{id}/link', {
			path: { id: orderId },
			body: link,
		} );
		dispatch.receiveRows( linked.applied );
		dispatch.receiveChanged( [] );
		linked.applied.forEach( ( { id } ) =>
			dispatch.invalidateResolution( 'getNotification', [ id ] )
		);
		return linked;
	};

/**
 * Sets a linked order to Completed, that a person knows to be invoiced,
 * in Telaris.
 *
 * @param orderId   The WooCommerce order.
 * @param sendEmail Whether the customer gets WooCommerce's email.
 */
export const completeOrder =
	( orderId: number, sendEmail: boolean ) =>
	async ( { dispatch }: ThunkApi ): Promise< NotificationDetail > => {
		const after = await fetchJson( 'post', '/orders/{id}/complete', {
			path: { id: orderId },
			body: { send_email: sendEmail },
		} );
		dispatch.receiveChanged( [ after ] );
		dispatch.invalidateResolutionForStoreSelector( 'getAwaiting' );
		return after;
	};

/**
 * Finds what failed, to be put right together.
 *
 * @param filter What it is limited to.
 */
export const listFailed =
	( filter: HistoryFilter ) =>
	async ( { dispatch }: ThunkApi ): Promise< Notification[] > => {
		const { items } = await fetchPage( '/notifications', {
			...filter,
			state: 'failed',
			per_page: MOST_AT_ONCE,
		} );
		dispatch.receiveRows( items );
		return items;
	};

/** Finds what is held back, the newest, to be released together. */
export const listHeld =
	() =>
	async ( { dispatch }: ThunkApi ): Promise< Notification[] > => {
		const { items } = await fetchPage( '/notifications', {
			state: 'pending',
			heading: 'held',
			per_page: MOST_AT_ONCE,
		} );
		dispatch.receiveRows( items );
		return items;
	};

/**
 * Tries now what the shop tries again by itself.
 *
 * @param id The notification.
 */
export const retryNow =
	( id: number ) =>
	async ( { dispatch }: ThunkApi ): Promise< NotificationDetail > => {
		const after = await fetchJson( 'post', '/notifications/{id}/retry', {
			path: { id },
		} );
		dispatch.receiveChanged( [ after ] );
		return after;
	};

/**
 * Ends the tries that the shop makes by itself.
 *
 * @param id The notification.
 */
export const cancelRetries =
	( id: number ) =>
	async ( { dispatch }: ThunkApi ): Promise< NotificationDetail > => {
		const after = await fetchJson(
			'post',
			'/notifications/{id}/cancel-retries',
			{ path: { id } }
		);
		dispatch.receiveChanged( [ after ] );
		return after;
	};

/**
 * Reads what a filter matches, as CSV.
 *
 * @param query Filters, search, and what stands between the columns.
 */
export const exportHistory =
	( query: ExportQuery ) => async (): Promise< Blob > => {
		const response = await fetchResponse( 'get', '/notifications/export', {
			query,
		} );
		return response.blob();
	};

/**
 * Makes a signing secret; older ones stay valid for a while.
 *
 * @param overlapHours How long the secret before it stays valid.
 * @return The secret. It is never shown again.
 */
export const createSecret =
	( overlapHours: number ) =>
	async ( { dispatch }: ThunkApi ): Promise< NewSecret > => {
		const secret = await fetchJson( 'post', '/secrets', {
			body: { overlap_hours: overlapHours },
		} );
		dispatch.invalidateResolution( 'getHealth', [] );
		return secret;
	};

/**
 * Revokes a secret at once.
 *
 * @param id The secret's id.
 */
export const revokeSecret =
	( id: string ) =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveHealth(
			await fetchJson( 'delete', '/secrets/{id}', { path: { id } } )
		);
	};

/** Says that the shop itself is at its present address, and no copy of it. */
export const confirmAddress =
	() =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveHealth(
			await fetchJson( 'post', '/connection/confirm-address', {} )
		);
	};

/** Switches WooCommerce's webhooks to Telaris on again. */
export const enableWebhooks =
	() =>
	async ( { dispatch }: ThunkApi ): Promise< void > => {
		dispatch.receiveHealth(
			await fetchJson( 'post', '/connection/enable-webhooks', {} )
		);
	};

/** Has the shop call its own addresses. */
export const testConnection =
	() =>
	async ( { dispatch }: ThunkApi ): Promise< Checklist > => {
		const checklist = await fetchJson( 'post', '/connection/test', {} );
		dispatch.receiveSingle( { checklist } );
		dispatch.invalidateResolution( 'getHealth', [] );
		return checklist;
	};

/** Whether Telaris called: the shop notes each call for a minute from now. */
export const awaitCall = () => (): Promise< AwaitedCalls > =>
	fetchJson( 'post', '/connection/wait', {} );

/** What was changed while the answer was on its way is still to be saved. */
function unsaved( change: SettingsChange, after: Settings ): SettingsChange {
	return Object.fromEntries(
		Object.entries( change ).filter(
			( [ name, value ] ) =>
				JSON.stringify( value ) !==
				JSON.stringify( after[ name as keyof SettingsChange ] )
		)
	);
}

/**
 * Changes the settings that are named.
 *
 * @param change What is to be different.
 * @return The settings as they are now.
 */
export const changeSettings =
	( change: SettingsChange ) =>
	async ( { dispatch, select }: ThunkApi ): Promise< Settings > => {
		const settings = ( await fetchJson( 'put', '/settings', {
			body: change,
		} ) ) as Settings;
		dispatch.receiveSingle( {
			settings,
			settingsChange: unsaved( select.getSettingsChange(), settings ),
		} );
		if ( change.hold !== undefined ) {
			dispatch.invalidateResolution( 'getHealth', [] );
		}
		return settings;
	};
