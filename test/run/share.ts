/**
 * A fair share of files that are run side by side: the longest first, each to whoever has the least so far.
 *
 * @param sizes By file; what a file costs is guessed from how long it is.
 * @param part  From 1.
 * @param parts
 */
export function shareOf(
	sizes: ReadonlyMap< string, number >,
	part: number,
	parts: number
): string[] {
	const shares = Array.from( { length: parts }, () => ( {
		files: [] as string[],
		size: 0,
	} ) );
	for ( const [ file, size ] of [ ...sizes ].sort(
		( [ a, sizeOfA ], [ b, sizeOfB ] ) =>
			sizeOfB - sizeOfA || a.localeCompare( b )
	) ) {
		const least = shares.reduce( ( one, other ) =>
			other.size < one.size ? other : one
		);
		least.files.push( file );
		least.size += size;
	}
	return shares[ part - 1 ]?.files.sort() ?? [];
}
