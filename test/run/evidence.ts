import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LAST_REAL_RUN, type RealRun } from '../shop/last-real-run';
import { repository } from '../shop/paths';
import { run } from '../shop/run';
import type { Ground } from '../shop/types';
import type { Tally } from './tally';

/** Writes down that all suites ran on a real WooCommerce; committed by hand. */
export async function writeEvidence(
	ground: Ground,
	tally: Tally
): Promise< void > {
	const evidence: RealRun = {
		date: new Date().toISOString(),
		commit: await commit(),
		ground,
		passed: tally.passed,
		failed: tally.failed,
		skipped: tally.skipped,
	};
	await mkdir( dirname( LAST_REAL_RUN ), { recursive: true } );
	await writeFile(
		LAST_REAL_RUN,
		`${ JSON.stringify( evidence, null, '\t' ) }\n`
	);
}

async function commit(): Promise< string > {
	const git = ( ...args: string[] ) =>
		run( 'git', args, { cwd: repository } ).then( ( said ) => said.trim() );
	const hash = await git( 'rev-parse', '--short', 'HEAD' ).catch( () => '' );
	const changed = await git(
		'status',
		'--porcelain',
		'--untracked-files=no'
	).catch( () => '' );
	return hash ? `${ hash }${ changed ? '+' : '' }` : 'outside of git';
}
