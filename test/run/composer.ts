import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../shop/paths';
import { run } from '../shop/run';
import type { Log } from '../shop/types';

/** Installs the PHP tools where that has not been done since composer.json changed. */
export async function installPhpTools( log: Log ): Promise< void > {
	const changedAt = ( path: string ) =>
		stat( join( repository, path ) ).then(
			( found ) => found.mtimeMs,
			() => 0
		);
	if (
		( await changedAt( 'vendor/composer/installed.json' ) ) >=
		( await changedAt( 'composer.json' ) )
	) {
		return;
	}
	log( 'Installing the PHP tools with Composer …' );
	await run(
		'composer',
		[ 'install', '--no-interaction', '--no-progress', '--quiet' ],
		{
			cwd: repository,
			// As root in a container, Composer would ask whether that is meant.
			env: { COMPOSER_ALLOW_SUPERUSER: '1' },
		}
	);
}
