import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LAST_REAL_RUN, type RealRun } from '../shop/last-real-run';
import { repository } from '../shop/paths';
import { run } from '../shop/run';
import type { Ground } from '../shop/types';
import type { Row } from './step';
import { totalOf } from './summary';
import { countOf } from './tally';

/** Writes down that all suites ran whole on a real WooCommerce; committed by hand. */
export async function writeEvidence(
	ground: Ground,
	rows: readonly Row[]
): Promise< void > {
	if ( rows.some( ( { notRun } ) => notRun.length > 0 ) ) {
		return;
	}
	const tally = totalOf( rows );
	const evidence: RealRun = {
		date: new Date().toISOString(),
		commit: await commit(),
		ground,
		passed: tally.passed,
		failed: tally.failed,
		skipped: tally.skipped,
		tests: Object.fromEntries(
			rows.map( ( { step, tally: ofStep } ) => [
				step.name,
				countOf( ofStep ),
			] )
		),
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
