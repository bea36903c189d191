import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository, staged } from './paths';
import { run } from './run';
import type { Log } from './types';

/** Builds the plugin where that has never been done in this checkout. */
export async function stagePlugin( log: Log ): Promise< void > {
	if ( existsSync( join( staged, 'telaris-for-woocommerce.php' ) ) ) {
		return;
	}
	log( 'Building the plugin …' );
	await run( 'npm', [ 'run', '--silent', 'build' ], { cwd: repository } );
}
