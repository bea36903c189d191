/**
 * What is shown, and its two other forms: the address and the query.
 *
 * Pure, so that back, forward, reload and a link in an email all lead to the
 * same view. The address only holds what differs from the first view.
 */
import type { View } from '@wordpress/dataviews/wp';

import type { HistoryQuery } from '../api/notifications';
import type { Heading, State } from '../api/types';

export const TABS = [ 'history', 'connection' ] as const;
export type Tab = ( typeof TABS )[ number ];

/** Headings that a row of the history can have. */
export const HEADINGS = [
	'completed',
	'not_invoiced',
	'link_missing',
	'order_blocked',
	'needs_check',
] as const satisfies readonly Heading[];

export const STATES = [
	'failed',
	'pending',
	'completed',
	'ignored',
] as const satisfies readonly State[];

export interface ViewState {
	tab: Tab;
	/** A number at hand: order, Telaris order or invoice. */
	search: string;
	heading: Heading | null;
	state: State | null;
	/** The page; null is the newest one. */
	cursor: string | null;
	/** The notification whose details are open. */
	detail: number | null;
}

export const FIRST_VIEW: ViewState = {
	tab: 'history',
	search: '',
	heading: null,
	state: null,
	cursor: null,
	detail: null,
};

/** Rows on a page. */
export const PER_PAGE = 25;

/** Names of the view in the address. Others there are left alone. */
const PARAMETERS: Record< keyof ViewState, string > = {
	tab: 'tab',
	search: 'search',
	heading: 'heading',
	state: 'state',
	cursor: 'cursor',
	detail: 'notification',
};

function oneOf< Value extends string >(
	values: readonly Value[],
	value: unknown
): Value | null {
	return values.find( ( known ) => known === value ) ?? null;
}

/**
 * Reads the view out of an address. What is not understood is as if not there.
 *
 * @param address The query part of an address, with or without `?`.
 */
export function parseAddress( address: string ): ViewState {
	const parameters = new URLSearchParams( address );
	const get = ( key: keyof ViewState ) => parameters.get( PARAMETERS[ key ] );
	const detail = Number( get( 'detail' ) );
	return {
		tab: oneOf( TABS, get( 'tab' ) ) ?? FIRST_VIEW.tab,
		search: get( 'search' ) ?? '',
		heading: oneOf( HEADINGS, get( 'heading' ) ),
		state: oneOf( STATES, get( 'state' ) ),
		cursor: get( 'cursor' ) || null,
		detail: Number.isSafeInteger( detail ) && detail > 0 ? detail : null,
	};
}

/**
 * Writes the view into an address.
 *
 * @param view    The view.
 * @param address The query part of the present address; what is not ours stays.
 * @return The query part with `?`.
 */
export function toAddress( view: ViewState, address: string ): string {
	const parameters = new URLSearchParams( address );
	for ( const key of Object.keys( PARAMETERS ) as ( keyof ViewState )[] ) {
		const value = view[ key ];
		if ( value === FIRST_VIEW[ key ] ) {
			parameters.delete( PARAMETERS[ key ] );
		} else {
			parameters.set( PARAMETERS[ key ], String( value ) );
		}
	}
	return `?${ parameters }`;
}

/**
 * Says what to ask the shop for.
 *
 * @param view The view.
 */
export function toQuery( view: ViewState ): HistoryQuery {
	return {
		per_page: PER_PAGE,
		...( view.search && { search: view.search } ),
		...( view.heading && { heading: view.heading } ),
		...( view.state && { state: view.state } ),
		...( view.cursor && { cursor: view.cursor } ),
	};
}

/**
 * Merges a change into the view. Another filter or search starts on the newest
 * page, since a cursor only means something within one list.
 *
 * @param view   The view as it is.
 * @param change What is to be different.
 */
export function changeView(
	view: ViewState,
	change: Partial< ViewState >
): ViewState {
	const next = { ...view, ...change };
	const isOtherList =
		next.search !== view.search ||
		next.heading !== view.heading ||
		next.state !== view.state;
	return isOtherList ? { ...next, cursor: change.cursor ?? null } : next;
}

/**
 * Whether a change only continues the one before it, as a search does while it
 * is being typed: then back should not go through each letter.
 *
 * @param before The view as it is.
 * @param after  The view to come.
 */
export function isContinued( before: ViewState, after: ViewState ): boolean {
	return (
		before.search !== after.search &&
		before.search !== '' &&
		after.search !== ''
	);
}

/** Whether something is filtered or searched for. */
export function isFiltered( view: ViewState ): boolean {
	return view.search !== '' || view.heading !== null || view.state !== null;
}

const FILTERS = [ 'heading', 'state' ] as const;

/** How much room there is: the whole width, beside the details, or a phone's. */
export type Room = 'wide' | 'beside' | 'narrow';

/** Columns by room; the details repeat those that the table leaves out. */
const COLUMNS: Record< Room, string[] > = {
	wide: [ 'order', 'telaris_order', 'invoice', 'result', 'attempts' ],
	beside: [ 'order', 'result' ],
	narrow: [ 'when', 'telaris_order', 'invoice' ],
};

/**
 * Writes the view in DataViews' form.
 *
 * @param view The view.
 * @param room How much room there is.
 */
export function toDataView( view: ViewState, room: Room ): View {
	const base = {
		search: view.search,
		filters: FILTERS.flatMap( ( field ) =>
			view[ field ] === null
				? []
				: [ { field, operator: 'is' as const, value: view[ field ] } ]
		),
		page: 1,
		perPage: PER_PAGE,
		fields: COLUMNS[ room ],
	};
	return room === 'narrow'
		? {
				...base,
				type: 'list',
				titleField: 'order',
				descriptionField: 'result',
			}
		: {
				...base,
				type: 'table',
				titleField: 'when',
				layout: { enableMoving: false },
			};
}

/**
 * Reads what DataViews changed.
 *
 * @param dataView The view as DataViews wants it.
 * @return The changes that are ours.
 */
export function fromDataView( dataView: View ): Partial< ViewState > {
	const valueOf = ( name: string ): unknown =>
		dataView.filters?.find( ( { field } ) => field === name )?.value;
	return {
		search: dataView.search ?? '',
		heading: oneOf( HEADINGS, valueOf( 'heading' ) ),
		state: oneOf( STATES, valueOf( 'state' ) ),
	};
}
