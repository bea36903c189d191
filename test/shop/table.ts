/** Sets rows under their headings, for a terminal. */
export function table(
	headings: readonly string[],
	rows: readonly ( readonly string[] )[]
): string {
	const all = [ headings, ...rows ];
	const widths = headings.map( ( _, column ) =>
		Math.max( ...all.map( ( row ) => ( row[ column ] ?? '' ).length ) )
	);
	const line = ( row: readonly string[] ) =>
		row
			.map( ( cell, column ) => cell.padEnd( widths[ column ] ?? 0 ) )
			.join( '  ' )
			.trimEnd();
	const rule = widths.map( ( width ) => '─'.repeat( width ) ).join( '  ' );
	return [ line( headings ), rule, ...rows.map( line ) ].join( '\n' );
}
