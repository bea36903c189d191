import { dateI18n, getSettings } from '@wordpress/date';

/**
 * Names a day as the site writes dates anywhere.
 *
 * @param day For example 2026-11-23.
 */
export function dayName( day: string ): string {
	// Without a zone the browser's would count, and name the day before.
	return dateI18n( getSettings().formats.date, `${ day }T00:00:00Z`, 'UTC' );
}
