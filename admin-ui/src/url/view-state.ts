/**
 * What is shown, and its two other forms: the address and the query.
 *
 * Pure, so that back, forward, reload and a link in an email all lead to the
 * same view. The address only holds what differs from the first view.
 */
import type { HistoryFilter, HistoryQuery } from '../store';
import type { Heading, State, Trigger } from '../api/types';
import { dayAfter, isDay, startOfDay } from './shop-day';

export const TABS = [ 'history', 'awaiting', 'connection' ] as const;
export type Tab = ( typeof TABS )[ number ];

/** Headings that a row of the history can have. */
export const HEADINGS = [
	'completed',
	'not_invoiced',
	'link_missing',
	'order_blocked',
	'needs_check',
	'held',
	'dismissed',
] as const satisfies readonly Heading[];

export const STATES = [
	'failed',
	'pending',
	'completed',
	'ignored',
] as const satisfies readonly State[];

export const TRIGGERS = [
	'telaris',
	'retry',
	'resend',
	'link',
	'cli',
	'core_api',
	'shop',
	'dismiss',
	'check',
	'uncheck',
	'cancel',
] as const satisfies readonly Trigger[];

export const LAYOUTS = [ 'table', 'list' ] as const;
export const DENSITIES = [ 'compact', 'balanced', 'comfortable' ] as const;

/** Rows on a page; the first is what there is until somebody chooses. */
export const PAGE_SIZES = [ 25, 50, 100 ] as const;

/** For how long an order waits at least; the first is what there is until somebody chooses. */
export const WAITING_DAYS = [ 0, 3, 7, 14, 30 ] as const;

/** How the rows are laid out; null: as the person had it last, or as it is at first. */
export interface Arrangement {
	layout: ( typeof LAYOUTS )[ number ] | null;
	/** Columns that can be left out, separated by commas. */
	columns: string | null;
	density: ( typeof DENSITIES )[ number ] | null;
	perPage: ( typeof PAGE_SIZES )[ number ] | null;
}

export interface ViewState extends Arrangement {
	tab: Tab;
	/** A number at hand: order, Telaris order or invoice. */
	search: string;
	heading: Heading | null;
	state: State | null;
	trigger: Trigger | null;
	/** The first day, as 2026-11-23, of the shop's own time zone. */
	from: string | null;
	/** The last day. */
	to: string | null;
	/** Only orders that wait for at least so many days. */
	days: ( typeof WAITING_DAYS )[ number ] | null;
	/** The page; null is the first one. */
	cursor: string | null;
	/** The notification whose details are open. */
	detail: number | null;
	/** Notifications that are reviewed before they are re-sent, as "12-13": WooCommerce's list of orders leads here. */
	review: string | null;
	/** Orders that were chosen there and have nothing to re-send. */
	leftOut: number;
	/** Orders that were chosen there beyond what is reviewed at once. */
	more: number;
}

export const UNARRANGED: Arrangement = {
	layout: null,
	columns: null,
	density: null,
	perPage: null,
};

export const UNFILTERED = {
	search: '',
	heading: null,
	state: null,
	trigger: null,
	from: null,
	to: null,
} as const satisfies Partial< ViewState >;

export const FIRST_VIEW: ViewState = {
	...UNARRANGED,
	...UNFILTERED,
	tab: 'history',
	days: null,
	cursor: null,
	detail: null,
	review: null,
	leftOut: 0,
	more: 0,
};

/** What of a view makes its list of rows. */
export type ViewFilter = Pick< ViewState, keyof typeof UNFILTERED >;
const FILTERS = Object.keys( UNFILTERED ) as ( keyof ViewFilter )[];
export const ARRANGEMENT = Object.keys( UNARRANGED ) as ( keyof Arrangement )[];

/** Names of the view in the address. Others there are kept. */
const PARAMETERS: Record< keyof ViewState, string > = {
	tab: 'tab',
	search: 'search',
	heading: 'heading',
	state: 'state',
	trigger: 'trigger',
	from: 'from',
	to: 'to',
	days: 'days',
	cursor: 'cursor',
	detail: 'notification',
	review: 'review',
	leftOut: 'left_out',
	more: 'more',
	layout: 'layout',
	columns: 'columns',
	density: 'density',
	perPage: 'per_page',
};

export function oneOf< Value >(
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
	const day = ( key: 'from' | 'to' ) => {
		const value = get( key );
		return value !== null && isDay( value ) ? value : null;
	};
	const number = ( key: 'detail' | 'leftOut' | 'more' ) => {
		const value = Number( get( key ) );
		return Number.isSafeInteger( value ) && value > 0 ? value : null;
	};
	const review = get( 'review' ) ?? '';
	return {
		tab: oneOf( TABS, get( 'tab' ) ) ?? FIRST_VIEW.tab,
		search: get( 'search' ) ?? '',
		heading: oneOf( HEADINGS, get( 'heading' ) ),
		state: oneOf( STATES, get( 'state' ) ),
		trigger: oneOf( TRIGGERS, get( 'trigger' ) ),
		from: day( 'from' ),
		to: day( 'to' ),
		days: get( 'days' )
			? oneOf( WAITING_DAYS, Number( get( 'days' ) ) )
			: null,
		cursor: get( 'cursor' ) || null,
		detail: number( 'detail' ),
		review: /^\d{1,15}(-\d{1,15}){0,99}$/.test( review ) ? review : null,
		leftOut: number( 'leftOut' ) ?? 0,
		more: number( 'more' ) ?? 0,
		layout: oneOf( LAYOUTS, get( 'layout' ) ),
		columns: get( 'columns' ),
		density: oneOf( DENSITIES, get( 'density' ) ),
		perPage: oneOf( PAGE_SIZES, Number( get( 'perPage' ) ) ),
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
		per_page: view.perPage ?? PAGE_SIZES[ 0 ],
		...toFilter( view ),
		...( view.cursor && { cursor: view.cursor } ),
	};
}

/**
 * Says which rows the filters and the search let through.
 *
 * @param view The view.
 */
export function toFilter( view: ViewFilter ): HistoryFilter {
	return {
		...( view.search && { search: view.search } ),
		...( view.heading && { heading: view.heading } ),
		...( view.state && { state: view.state } ),
		...( view.trigger && { trigger: view.trigger } ),
		...( view.from && { from: startOfDay( view.from ) } ),
		...( view.to && { to: startOfDay( dayAfter( view.to ) ) } ),
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
		next.perPage !== view.perPage ||
		next.days !== view.days ||
		isOtherFilter( next, view );
	return isOtherList ? { ...next, cursor: change.cursor ?? null } : next;
}

/**
 * Whether a change only continues the one before it, as a search does while it
 * is being typed, or only moves the furniture: then back should not go through
 * each of them.
 *
 * @param before The view as it is.
 * @param after  The view to come.
 */
export function isContinued( before: ViewState, after: ViewState ): boolean {
	const isTyping =
		before.search !== after.search &&
		before.search !== '' &&
		after.search !== '';
	const differs = ( key: keyof ViewState ) => before[ key ] !== after[ key ];
	const isOnlyArranged =
		ARRANGEMENT.some( differs ) &&
		! isOtherFilter( before, after ) &&
		! differs( 'tab' ) &&
		! differs( 'detail' );
	// Going back is not to open the review again.
	const isReviewed = before.review !== null && after.review === null;
	return isTyping || isOnlyArranged || isReviewed;
}

/**
 * Whether two views have other filters or another search.
 *
 * @param one
 * @param other
 */
export function isOtherFilter( one: ViewFilter, other: ViewFilter ): boolean {
	return FILTERS.some( ( key ) => one[ key ] !== other[ key ] );
}

/** Whether something is filtered or searched for. */
export function isFiltered( view: ViewFilter ): boolean {
	return isOtherFilter( view, UNFILTERED );
}

/** Whether somebody arranged the rows in another way than they are at first. */
export function isArranged( arrangement: Arrangement ): boolean {
	return ARRANGEMENT.some( ( key ) => arrangement[ key ] !== null );
}

/**
 * Picks out what is about the arrangement.
 *
 * @param change A change of the view, or what was saved once by any version.
 */
export function arrangementOf(
	change: Partial< Record< keyof Arrangement, unknown > >
): Partial< Arrangement > {
	const layout = oneOf( LAYOUTS, change.layout );
	const density = oneOf( DENSITIES, change.density );
	const perPage = oneOf( PAGE_SIZES, change.perPage );
	return {
		...( layout && { layout } ),
		...( typeof change.columns === 'string' && {
			columns: change.columns,
		} ),
		...( density && { density } ),
		...( perPage && { perPage } ),
	};
}

/**
 * Lays out a view as the person had it last, where the address does not say how.
 *
 * @param view  The view.
 * @param saved What was saved.
 */
export function arrange(
	view: ViewState,
	saved: Partial< Arrangement >
): ViewState {
	return { ...view, ...saved, ...arrangementOf( view ) };
}
