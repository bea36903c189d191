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
}

/** Says when and on what the suites last ran on a real WooCommerce. */
export async function lastRealRun(): Promise< string > {
	const text = await readFile( LAST_REAL_RUN, 'utf8' ).catch( () => null );
	if ( text === null ) {
		return 'The suites have not been run on a real WooCommerce yet.';
	}
	const run = JSON.parse( text ) as RealRun;
	return `Last run of the suites on a real WooCommerce: ${ run.date.slice( 0, 10 ) } at ${ run.commit }, ${ describe( run.ground ) }: ${ run.passed } passed, ${ run.failed } failed, ${ run.skipped } skipped.`;
}
