import { getDate } from '@wordpress/date';

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
 * Says which day comes after one.
 *
 * @param day For example 2026-11-23.
 */
export function dayAfter( day: string ): string {
	const time = new Date( `${ day }T00:00:00Z` );
	time.setUTCDate( time.getUTCDate() + 1 );
	return time.toISOString().slice( 0, 10 );
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
