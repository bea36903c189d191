/** Views of the history that a person comes back to. Days that end today move along with it. */
import { dayNumberOf, dayOf, isDay } from './shop-day';
import {
	HEADINGS,
	isFiltered,
	isOtherFilter,
	oneOf,
	STATES,
	TRIGGERS,
	UNFILTERED,
} from './view-state';
import type { ViewFilter } from './view-state';

/** A view as it is kept. */
export interface SavedView extends ViewFilter {
	name: string;
	/** The number of days that end today; null: from and to say which. */
	lastDays: number | null;
}

/** Views that one person can keep. */
export const MOST_VIEWS = 20;

export const LONGEST_NAME = 60;

/** About from the year 1 to today: a preference may hold any number, and days before have no date. */
const MOST_DAYS = 740_000;

/**
 * Picks out what of a view makes its list.
 *
 * @param view The view.
 */
export function filterOf( view: ViewFilter ): ViewFilter {
	const { search, heading, state, trigger, from, to } = view;
	return { search, heading, state, trigger, from, to };
}

/**
 * Makes a view that can be kept.
 *
 * @param name  What the person calls it.
 * @param view  What is shown.
 * @param today For example 2026-11-23.
 */
export function saveView(
	name: string,
	view: ViewFilter,
	today: string
): SavedView {
	const { from, to } = view;
	const endsToday = from !== null && ( to === null || to === today );
	const filter = filterOf( view );
	return endsToday && from <= today
		? {
				...filter,
				name,
				from: null,
				to: null,
				lastDays: dayNumberOf( today ) - dayNumberOf( from ) + 1,
			}
		: { ...filter, name, lastDays: null };
}

/**
 * Says what a kept view shows today.
 *
 * @param saved The view.
 * @param today For example 2026-11-23.
 */
export function openView( saved: SavedView, today: string ): ViewFilter {
	const filter = filterOf( saved );
	return saved.lastDays === null
		? filter
		: {
				...filter,
				from: dayOf( dayNumberOf( today ) - saved.lastDays + 1 ),
				to: today,
			};
}

/**
 * Whether two views have the same list.
 *
 * @param one
 * @param other
 * @param today For example 2026-11-23: days until today and open ones are the same.
 */
export function isSameList(
	one: ViewFilter,
	other: ViewFilter,
	today: string
): boolean {
	const comparable = ( view: ViewFilter ) => ( {
		...view,
		to: view.from !== null && view.to === today ? null : view.to,
	} );
	return ! isOtherFilter( comparable( one ), comparable( other ) );
}

/**
 * What failed since the week began.
 *
 * @param today       For example 2026-11-23.
 * @param startOfWeek The first day of a week; 0 is Sunday.
 */
export function failedThisWeek(
	today: string,
	startOfWeek: number
): ViewFilter {
	const number = dayNumberOf( today );
	// The day of number 0, 1 January 1970, was a Thursday.
	const weekday = ( number + 4 ) % 7;
	return {
		...UNFILTERED,
		state: 'failed',
		from: dayOf( number - ( ( weekday - startOfWeek + 7 ) % 7 ) ),
		to: today,
	};
}

/**
 * Reads kept views. What is not understood is left out, since any version may have kept it.
 *
 * @param kept What was kept.
 */
export function parseSavedViews( kept: unknown ): SavedView[] {
	return ( Array.isArray( kept ) ? kept : [] )
		.map( parseSavedView )
		.filter( ( view ) => view !== null )
		.slice( 0, MOST_VIEWS );
}

function parseSavedView( kept: unknown ): SavedView | null {
	if ( typeof kept !== 'object' || kept === null ) {
		return null;
	}
	const { name, search, heading, state, trigger, from, to, lastDays } =
		kept as Record< keyof SavedView, unknown >;
	const text = ( value: unknown ) =>
		typeof value === 'string' && value !== '' ? value : null;
	const view: SavedView = {
		name: text( name ) ?? '',
		search: text( search ) ?? '',
		heading: oneOf( HEADINGS, heading ),
		state: oneOf( STATES, state ),
		trigger: oneOf( TRIGGERS, trigger ),
		from: text( from ),
		to: text( to ),
		lastDays:
			Number.isInteger( lastDays ) &&
			Number( lastDays ) > 0 &&
			Number( lastDays ) <= MOST_DAYS
				? Number( lastDays )
				: null,
	};
	const isDays = [ view.from, view.to ].every(
		( day ) => day === null || isDay( day )
	);
	const hasFilter = view.lastDays !== null || isFiltered( view );
	return view.name !== '' && isDays && hasFilter ? view : null;
}
