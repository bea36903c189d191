import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from './ground';
import { repository } from './paths';
import type { Ground } from './types';

/** Where `npm test` on a real WooCommerce leaves its evidence. */
export const LAST_REAL_RUN = join(
	repository,
	'test/results/last-real-run.json'
);

export interface RealRun {
	/** RFC 3339, UTC. */
	readonly date: string;
	/** Of the commit that it ran on; with `+` where files had been changed since. */
	readonly commit: string;
	readonly ground: Ground;
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	/** How many tests each step had, by its name. */
	readonly tests?: Readonly< Record< string, number > >;
}

/** Says when and on what the suites last ran on a real WooCommerce. */
export async function lastRealRun(): Promise< string > {
	const run = await read();
	if ( run === null ) {
		return 'The suites have not been run on a real WooCommerce yet.';
	}
	return `Last run of the suites on a real WooCommerce: ${ run.date.slice( 0, 10 ) } at ${ run.commit }, ${ describe( run.ground ) }: ${ run.passed } passed, ${ run.failed } failed, ${ run.skipped } skipped.`;
}

/** How many tests each step had then, by its name. */
export async function lastTestsOf(): Promise<
	Readonly< Record< string, number > >
> {
	return ( await read() )?.tests ?? {};
}

async function read(): Promise< RealRun | null > {
	const text = await readFile( LAST_REAL_RUN, 'utf8' ).catch( () => null );
	return text === null ? null : ( JSON.parse( text ) as RealRun );
}
