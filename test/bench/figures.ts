/** Numbers of a run, and how they are told. */

export interface Figures {
	readonly median: number;
	readonly p95: number;
}

/**
 * @param values In milliseconds.
 */
export function figures( values: readonly number[] ): Figures {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	const at = ( share: number ) =>
		sorted[
			Math.min( sorted.length - 1, Math.floor( share * sorted.length ) )
		] ?? Number.NaN;
	return { median: at( 0.5 ), p95: at( 0.95 ) };
}

/**
 * The ratio of two series that were taken in turn: pair by pair, so that a machine whose speed drifts does not show.
 *
 * @param ours
 * @param theirs
 */
export function ratio(
	ours: readonly number[],
	theirs: readonly number[]
): number {
	return figures(
		ours.map(
			( value, index ) => value / ( theirs[ index ] ?? Number.NaN )
		)
	).median;
}

/**
 * The same, with where the middle half of the ratios lies.
 *
 * @param ours
 * @param theirs
 */
export function ratios(
	ours: readonly number[],
	theirs: readonly number[]
): { median: number; spread: readonly [ number, number ] } {
	const sorted = ours
		.slice( 0, theirs.length )
		.map( ( value, index ) => value / ( theirs[ index ] ?? Number.NaN ) )
		.sort( ( a, b ) => a - b );
	const at = ( share: number ) =>
		sorted[
			Math.min( sorted.length - 1, Math.floor( share * sorted.length ) )
		] ?? Number.NaN;
	return { median: at( 0.5 ), spread: [ at( 0.25 ), at( 0.75 ) ] };
}

/** One line of a table. */
export function line(
	what: string,
	ours: readonly number[],
	theirs: readonly number[]
): string {
	const [ a, b ] = [ figures( ours ), figures( theirs ) ];
	return [
		what.padEnd( 34 ),
		`${ a.median.toFixed( 0 ) } ms (p95 ${ a.p95.toFixed( 0 ) })`.padEnd(
			22
		),
		`${ b.median.toFixed( 0 ) } ms (p95 ${ b.p95.toFixed( 0 ) })`.padEnd(
			22
		),
		`× ${ ratio( ours, theirs ).toFixed( 2 ) }`,
	].join( '' );
}
