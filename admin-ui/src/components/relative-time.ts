import { dateI18n, getSettings } from '@wordpress/date';
import { __ } from '@wordpress/i18n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As exact as the site shows times anywhere: in its zone and its format. */
export function exactTime( time: string ): string {
	return dateI18n( getSettings().formats.datetime, time );
}

/**
 * Says when, as people say it: "4 minutes ago", "yesterday", a date.
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
	if ( distance < 7 * DAY ) {
		return words.format( Math.trunc( difference / DAY ), 'day' );
	}
	return dateI18n( getSettings().formats.date, time );
}
