import { dateI18n, getSettings } from '@wordpress/date';
import { __ } from '@wordpress/i18n';

import { dayAt, dayNumberOf } from '../url/shop-day';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As exact as the site shows times anywhere: in its zone and its format. */
export function exactTime( time: string ): string {
	// WordPress's own format for both is of the language, not of the site.
	const { formats } = getSettings();
	return dateI18n( `${ formats.date } ${ formats.time }`, time );
}

/**
 * Says when, as people say it: "4 minutes ago", "yesterday", "Friday 17:42", a date.
 *
 * @param time   RFC 3339.
 * @param now    Milliseconds.
 * @param locale BCP 47, as in the page's `lang`.
 */
export function relativeTime(
	time: string,
	now: number,
	locale: string
): string {
	const difference = Date.parse( time ) - now;
	const distance = Math.abs( difference );
	const words = new Intl.RelativeTimeFormat( locale || undefined, {
		numeric: 'auto',
	} );
	if ( distance < MINUTE ) {
		return difference > 0
			? words.format( 1, 'minute' )
			: __( 'just now', 'telaris-for-woocommerce' );
	}
	if ( distance < HOUR ) {
		return words.format( Math.trunc( difference / MINUTE ), 'minute' );
	}
	if ( distance < DAY ) {
		return words.format( Math.trunc( difference / HOUR ), 'hour' );
	}
	const days = dayNumberOf( dayAt( time ) ) - dayNumberOf( dayAt( now ) );
	if ( Math.abs( days ) === 1 ) {
		return words.format( days, 'day' );
	}
	const { formats } = getSettings();
	return Math.abs( days ) < 7
		? dateI18n( `l ${ formats.time }`, time )
		: dateI18n( formats.date, time );
}

/**
 * Names a day in the site's date format.
 *
 * @param day For example 2026-11-23.
 */
export function dayName( day: string ): string {
	// A day, not a moment: no time zone may move it.
	return dateI18n( getSettings().formats.date, `${ day }T00:00:00Z`, 'UTC' );
}
