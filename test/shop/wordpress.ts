import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths';
import type { Log } from './types';
import { wpStudio } from './wp-studio';

export interface WordPress {
	readonly folder: string;
	readonly version: string;
}

/**
 * Finds the WordPress to run: the pinned one, or `wordpress/<version>` of the
 * cache folder, which is how the oldest supported one is tried.
 */
export async function findWordPress(
	asked: string | undefined,
	log: Log
): Promise< WordPress > {
	const studio = await wpStudio( log );
	const pinned = {
		folder: studio.wordpress,
		version: await versionOf( studio.wordpress ),
	};
	if ( ! asked || asked === pinned.version ) {
		return pinned;
	}
	const folder = existsSync( join( asked, 'wp-load.php' ) )
		? asked
		: cacheFolder( 'wordpress', asked );
	if ( ! existsSync( join( folder, 'wp-load.php' ) ) ) {
		throw new Error(
			`There is no WordPress ${ asked } in ${ cacheFolder( 'wordpress' ) }; without --wordpress it is ${ pinned.version }.`
		);
	}
	return { folder, version: await versionOf( folder ) };
}

async function versionOf( folder: string ): Promise< string > {
	const php = await readFile(
		join( folder, 'wp-includes/version.php' ),
		'utf8'
	);
	const version = /\$wp_version\s*=\s*'([^']+)'/.exec( php )?.[ 1 ];
	if ( ! version ) {
		throw new Error( `${ folder } does not say which WordPress it is.` );
	}
	return version;
}
