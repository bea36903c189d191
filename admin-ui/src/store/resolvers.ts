/** Asks the shop for what a selector of the same name reads. */
import { fetchJson, fetchPage } from '../api/client';
import type { Settings } from '../api/types';
import { cancellable } from './requests';
import { keyOf } from './state';
import type { HistoryFilter, HistoryQuery } from './types';

export const getHistoryPage = cancellable(
	'getHistoryPage',
	async ( { dispatch }, signal, query: HistoryQuery ) => {
		dispatch.receivePage(
			query,
			await fetchPage( '/notifications', query, signal )
		);
	}
);

export const getCount = cancellable(
	'getCount',
	async ( { dispatch }, signal, filter: HistoryFilter ) => {
		dispatch.receiveAnswer(
			'counts',
			keyOf( filter ),
			await fetchJson( 'get', '/notifications/count', {
				query: filter,
				signal,
			} )
		);
	}
);

export const getNotification = cancellable(
	'getNotification',
	async ( { dispatch }, signal, id: number ) => {
		dispatch.receiveDetail(
			await fetchJson( 'get', '/notifications/{id}', {
				path: { id },
				signal,
			} )
		);
	}
);

export const getPreviews = cancellable(
	'getPreviews',
	async ( { dispatch }, signal, ids: number[] ) => {
		const answer = await fetchJson( 'post', '/notifications/preview', {
			body: { ids },
			signal,
		} );
		dispatch.receiveRows(
			answer.map( ( { notification } ) => notification )
		);
		dispatch.receiveAnswer( 'previews', keyOf( ids ), answer );
	}
);

export const getCandidates = cancellable(
	'getCandidates',
	async ( { dispatch }, signal, id: number, search: string ) => {
		dispatch.receiveAnswer(
			'candidates',
			keyOf( [ id, search ] ),
			await fetchJson( 'get', '/notifications/{id}/candidates', {
				path: { id },
				...( search && { query: { search } } ),
				signal,
			} )
		);
	}
);

export const getAwaiting = cancellable(
	'getAwaiting',
	async ( { dispatch }, signal, days: number, cursor: string | null ) => {
		dispatch.receiveAnswer(
			'awaiting',
			keyOf( [ days, cursor ] ),
			await fetchPage(
				'/awaiting',
				{ days, ...( cursor && { cursor } ) },
				signal
			)
		);
	}
);

export const getHealth = cancellable(
	'getHealth',
	async ( { dispatch }, signal ) => {
		dispatch.receiveHealth(
			await fetchJson( 'get', '/health', { signal } )
		);
	}
);

export const getDays = cancellable(
	'getDays',
	async ( { dispatch }, signal ) => {
		const { days } = await fetchJson( 'get', '/stats', { signal } );
		dispatch.receiveSingle( { days } );
	}
);

export const getRefusedCalls = cancellable(
	'getRefusedCalls',
	async ( { dispatch }, signal ) => {
		dispatch.receiveSingle( {
			refusedCalls: await fetchJson( 'get', '/refused-calls', {
				signal,
			} ),
		} );
	}
);

export const getReconciliation = cancellable(
	'getReconciliation',
	async ( { dispatch }, signal ) => {
		dispatch.receiveSingle( {
			reconciliation: await fetchJson( 'get', '/reconciliation', {
				signal,
			} ),
		} );
	}
);

export const getSettings = cancellable(
	'getSettings',
	async ( { dispatch }, signal ) => {
		dispatch.receiveSingle( {
			settings: ( await fetchJson( 'get', '/settings', {
				signal,
			} ) ) as Settings,
		} );
	}
);

export const getChecklist = cancellable(
	'getChecklist',
	async ( { dispatch }, signal ) => {
		dispatch.receiveSingle( {
			checklist: await fetchJson( 'get', '/checklist', {
				signal,
			} ),
		} );
	}
);
