/** What the screen reads. Each is asked of the shop by the resolver of its name. */
import { createSelector } from '@wordpress/data';

import type { Page } from '../api/client';
import type {
	AwaitingOrder,
	Checklist,
	Health,
	LastReconciliation,
	LinkCandidate,
	Notification,
	NotificationCount,
	NotificationDetail,
	Preview,
	RefusedCall,
	Settings,
	SettingsChange,
	StatsDay,
} from '../api/types';
import { keyOf } from './state';
import type { Done, NewRows, State } from './state';
import type { HistoryFilter, HistoryQuery } from './types';

/** One page of the history; undefined until it is known. */
export const getHistoryPage = createSelector(
	( state: State, query: HistoryQuery ): Page< Notification > | undefined => {
		const page = state.pages[ keyOf( query ) ];
		return (
			page && {
				newer: page.newer,
				older: page.older,
				items: page.ids
					.map( ( id ) => state.notifications[ id ] )
					.filter( ( row ) => row !== undefined ),
			}
		);
	},
	( state: State, query: HistoryQuery ) => [
		state.pages[ keyOf( query ) ],
		state.notifications,
	]
);

/** What is known of rows that came since; undefined until a page was shown. */
export function getNewRows(
	state: State,
	list: HistoryQuery
): NewRows | undefined {
	return state.newRows[ keyOf( list ) ];
}

/** How many rows of the history a filter lets through; undefined until it is known. */
export function getCount(
	state: State,
	filter: HistoryFilter
): NotificationCount | undefined {
	return state.counts[ keyOf( filter ) ];
}

/** One notification with its attempts; undefined until it is known. */
export const getNotification = createSelector(
	( state: State, id: number ): NotificationDetail | undefined => {
		const row = state.notifications[ id ];
		const details = state.details[ id ];
		return row && details && { ...row, ...details };
	},
	( state: State, id: number ) => [
		state.notifications[ id ],
		state.details[ id ],
	]
);

/** What re-sending notifications would do, in the order of their ids. */
export const getPreviews = createSelector(
	( state: State, ids: number[] ): Preview[] | undefined =>
		state.previews[ keyOf( ids ) ]?.map( ( preview ) => ( {
			...preview,
			notification:
				state.notifications[ preview.notification.id ] ??
				preview.notification,
		} ) ),
	( state: State, ids: number[] ) => [
		state.previews[ keyOf( ids ) ],
		state.notifications,
	]
);

/**
 * Orders that a notification may be about, the likeliest first.
 *
 * @param state  The store.
 * @param id     The notification.
 * @param search What a person looks for; empty: those that are likely.
 */
export function getCandidates(
	state: State,
	id: number,
	search: string
): LinkCandidate[] | undefined {
	return state.candidates[ keyOf( [ id, search ] ) ];
}

/**
 * One page of the orders that Telaris imported and has not invoiced.
 *
 * @param state  The store.
 * @param days   Imported at least so many days ago.
 * @param cursor The page; null is the first one.
 */
export function getAwaiting(
	state: State,
	days: number,
	cursor: string | null
): Page< AwaitingOrder > | undefined {
	return state.awaiting[ keyOf( [ days, cursor ] ) ];
}

/** Whether the connection works. */
export function getHealth( state: State ): Health | undefined {
	return state.singles.health;
}

/** The last 30 days in numbers, oldest first. */
export function getDays( state: State ): StatsDay[] | undefined {
	return state.singles.days;
}

/** What the merchant chose. */
export function getSettings( state: State ): Settings | undefined {
	return state.singles.settings;
}

const NO_CHANGE: SettingsChange = {};

/** What a person changed of the settings and has not saved: kept while other tabs are looked at. */
export function getSettingsChange( state: State ): SettingsChange {
	return state.singles.settingsChange ?? NO_CHANGE;
}

/** What a person did a moment ago; null: that was shown long enough. */
export function getDone( state: State ): Done | null {
	return state.singles.done ?? null;
}

/** What was refused, the newest first. */
export function getRefusedCalls( state: State ): RefusedCall[] | undefined {
	return state.singles.refusedCalls;
}

/** What must be true for Telaris to get through. */
export function getChecklist( state: State ): Checklist | undefined {
	return state.singles.checklist;
}

/** The last time that Telaris compared its invoices with the shop. */
export function getReconciliation(
	state: State
): { last: LastReconciliation | null } | undefined {
	return state.singles.reconciliation;
}
