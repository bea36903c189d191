import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../shop/paths';
import { run } from '../shop/run';
import type { Requirement } from '../shop/requirements';

/** PHPUnit, PHPStan and PHP_CodeSniffer, as composer.json has them. */
export const phpTools: Requirement = {
	what: 'The PHP tools of composer.json',
	isThere: async () =>
		( await changedAt( 'vendor/composer/installed.json' ) ) >=
		( await changedAt( 'composer.json' ) ),
	provide: async ( log ) => {
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
	},
};

function changedAt( path: string ): Promise< number > {
	return stat( join( repository, path ) ).then(
		( found ) => found.mtimeMs,
		() => 0
	);
}
