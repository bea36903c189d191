import { relativeTime } from './dates';

const NOW = Date.parse( '2026-11-23T12:00:00Z' );

const ago = ( milliseconds: number, locale = 'en' ) =>
	relativeTime( new Date( NOW - milliseconds ).toISOString(), NOW, locale );

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each( [
	[ 0, 'just now' ],
	[ MINUTE - 1, 'just now' ],
	[ MINUTE, '1 minute ago' ],
	[ 59 * MINUTE, '59 minutes ago' ],
	[ HOUR, '1 hour ago' ],
	[ DAY - 1, '23 hours ago' ],
	[ DAY, 'yesterday' ],
	[ 2 * DAY, 'Saturday 12:00 pm' ],
	[ 2 * DAY + 13 * HOUR, 'Friday 11:00 pm' ],
	[ 6 * DAY, 'Tuesday 12:00 pm' ],
	[ 7 * DAY, 'November 16, 2026' ],
] )( 'says %i ms ago as people do: %s', ( milliseconds, words ) => {
	expect( ago( milliseconds ) ).toBe( words );
} );

it( 'says what is to come', () => {
	expect( ago( -5 * MINUTE ) ).toBe( 'in 5 minutes' );
	expect( ago( -30_000 ) ).toBe( 'in 1 minute' );
} );

it( 'says it in the language of the page', () => {
	expect( ago( 4 * MINUTE, 'nb-NO' ) ).toBe( 'for 4 minutter siden' );
	expect( ago( DAY, 'nb-NO' ) ).toBe( 'i går' );
} );
