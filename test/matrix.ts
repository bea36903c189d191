/**
 * `npm run test:matrix [-- --row=oldest,stand-in] [-- --list]`: the main job and the core of the suites on each ground
 * that test/matrix.json names.
 *
 * A row whose WordPress or WooCommerce is not in the cache is skipped and named. Ends with a line that counts.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { argumentsOf, matrix, rowsNamed, whyNot, type Row } from './run/matrix';
import { repository } from './shop/paths';
import { fail, say } from './shop/say';
import { table } from './shop/table';

interface Outcome {
	readonly row: Row;
	readonly isGood: boolean;
	/** What its run closed with, or why there was none. */
	readonly said: string;
	readonly seconds: number;
}

/** No row takes that long, unless it hangs. */
const LIMIT_MS = 15 * 60_000;

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: { row: { type: 'string' }, list: { type: 'boolean' } },
	} );
	if ( values.list ) {
		for ( const row of matrix.rows ) {
			const why = whyNot( row );
			say(
				`${ row.name.padEnd( 24 ) }${ argumentsOf( row ).join( ' ' ) }${ why && `   (${ why })` }`
			);
		}
		return;
	}
	const outcomes: Outcome[] = [];
	const skipped: string[] = [];
	for ( const row of rowsNamed( values.row ) ) {
		const why = whyNot( row );
		if ( why ) {
			skipped.push( `${ row.name }: ${ why }` );
			continue;
		}
		say( `\n══ ${ row.name }: ${ argumentsOf( row ).join( ' ' ) }\n` );
		outcomes.push( await runRow( row ) );
	}
	say( '\n' );
	say(
		table(
			[ 'Row', '', 'Seconds', 'Tests' ],
			outcomes.map( ( { row, isGood, said, seconds } ) => [
				row.name,
				isGood ? 'good' : 'FAILED',
				String( seconds ),
				said,
			] )
		)
	);
	skipped.forEach( ( line ) => say( `Skipped: ${ line }` ) );
	const good = outcomes.filter( ( { isGood } ) => isGood ).length;
	say(
		`\nmatrix: ${ good } rows passed, ${ outcomes.length - good } failed, ${ skipped.length } skipped`
	);
	process.exit( good === outcomes.length ? 0 : 1 );
}

/** Runs a row in a process of its own, so that nothing of one ground is left for the next. */
function runRow( row: Row ): Promise< Outcome > {
	const begun = Date.now();
	return new Promise( ( resolve, reject ) => {
		const child = spawn(
			process.execPath,
			[
				'--import',
				'tsx',
				join( repository, 'test/run.ts' ),
				...argumentsOf( row ),
			],
			{ cwd: repository, stdio: [ 'ignore', 'pipe', 'inherit' ] }
		);
		const timer = setTimeout( () => child.kill(), LIMIT_MS );
		process.once( 'exit', () => child.kill() );
		let last = 'It said nothing.';
		child.stdout.setEncoding( 'utf8' ).on( 'data', ( text: string ) => {
			process.stdout.write( text );
			last = text.trim().split( '\n' ).at( -1 ) || last;
		} );
		child.once( 'error', reject ).once( 'close', ( code ) => {
			clearTimeout( timer );
			const seconds = Math.round( ( Date.now() - begun ) / 1000 );
			resolve( {
				row,
				isGood: code === 0,
				said:
					seconds * 1000 >= LIMIT_MS
						? `Its time was up after ${ LIMIT_MS / 1000 } s.`
						: last,
				seconds,
			} );
		} );
	} );
}

for ( const signal of [ 'SIGINT', 'SIGTERM' ] as const ) {
	process.once( signal, () => process.exit( 1 ) );
}
main().catch( fail );
