/**
 * How often a suite with chance in it tries: few times in `npm test`, many on its own.
 *
 * @param few The number where TRIALS does not say another.
 */
export function trials( few: number ): number {
	const asked = process.env[ 'TRIALS' ];
	const count = asked === undefined ? few : Number( asked );
	if ( ! Number.isInteger( count ) || count < 1 ) {
		throw new Error(
			`TRIALS must be a whole number of at least 1, not "${ asked }".`
		);
	}
	return count;
}

/**
 * Does something many times, a few at once.
 *
 * @param items
 * @param atOnce
 * @param work
 */
export async function inParallel< Item >(
	items: Iterable< Item >,
	atOnce: number,
	work: ( item: Item, index: number ) => Promise< void >
): Promise< void > {
	const iterator = items[ Symbol.iterator ]();
	let index = 0;
	const worker = async () => {
		for (
			let next = iterator.next();
			! next.done;
			next = iterator.next()
		) {
			await work( next.value, index++ );
		}
	};
	await Promise.all( Array.from( { length: atOnce }, worker ) );
}

/**
 * Prints the figures of a long suite, for reports.
 *
 * @param title
 * @param figures
 */
export function summarise(
	title: string,
	figures: Record< string, string | number >
): void {
	const width = Math.max(
		...Object.keys( figures ).map( ( name ) => name.length )
	);
	const lines = Object.entries( figures ).map(
		( [ name, value ] ) => `  ${ name.padEnd( width ) }  ${ value }`
	);
	process.stdout.write( `\n${ title }\n${ lines.join( '\n' ) }\n\n` );
}
