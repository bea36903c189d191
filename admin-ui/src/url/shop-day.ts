import { dateI18n, getDate } from '@wordpress/date';

/** Milliseconds. */
const DAY_LENGTH = 86_400_000;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whether a text is a day, as 2026-11-23.
 *
 * @param text Any text.
 */
export function isDay( text: string ): boolean {
	const time = new Date( `${ text }T00:00:00Z` );
	return (
		DAY.test( text ) &&
		! Number.isNaN( time.getTime() ) &&
		time.toISOString().startsWith( text )
	);
}

/**
 * Counts days, so that they can be reckoned with.
 *
 * @param day For example 2026-11-23.
 * @return Days since 1 January 1970; NaN for what is no day.
 */
export function dayNumberOf( day: string ): number {
	return isDay( day ) ? Date.parse( `${ day }T00:00:00Z` ) / DAY_LENGTH : NaN;
}

/**
 * Names a day by its number.
 *
 * @param number Days since 1 January 1970.
 * @return For example 2026-11-23; empty for NaN.
 */
export function dayOf( number: number ): string {
	return Number.isNaN( number )
		? ''
		: new Date( number * DAY_LENGTH ).toISOString().slice( 0, 10 );
}

/**
 * Says which day comes after one.
 *
 * @param day For example 2026-11-23.
 */
export function dayAfter( day: string ): string {
	return dayOf( dayNumberOf( day ) + 1 );
}

/**
 * Says which day it is in the time zone of the shop.
 *
 * @param time RFC 3339, or milliseconds.
 * @return For example 2026-11-23.
 */
export function dayAt( time: string | number ): string {
	return dateI18n( 'Y-m-d', new Date( time ) );
}

/** Today in the time zone of the shop, for example 2026-11-23. */
export function today(): string {
	return dayAt( Date.now() );
}

/**
 * Says when a day begins in the time zone of the shop.
 *
 * @param day For example 2026-11-23.
 * @return RFC 3339, in UTC.
 */
export function startOfDay( day: string ): string {
	return getDate( `${ day }T00:00:00` ).toISOString();
}
