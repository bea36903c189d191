/** What stands between the columns of a file. */
export type Separator = 'comma' | 'semicolon';

/**
 * Says what a spreadsheet in a language takes for the end of a column: where a
 * comma stands in numbers, it can be no other sign.
 *
 * @param language BCP 47, as in the page's `lang`.
 */
export function separatorOf( language: string ): Separator {
	return new Intl.NumberFormat( language || undefined )
		.format( 1.5 )
		.includes( ',' )
		? 'semicolon'
		: 'comma';
}
