import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { once } from './cache';
import { cacheFolder } from './paths';
import { run } from './run';
import type { Log } from './types';

/**
 * The npm package of WordPress Studio carries WordPress, the SQLite driver and
 * WP-CLI, so that all three can be had from the npm registry alone. It is not a
 * dependency: 67 MB are fetched once for a user, and a tenth of its files kept.
 */
const PACKAGE = 'wp-studio@1.22.0';

/** What the registry said of this release; anything else is refused. */
const SHA512 =
	'boMtahkhgWDKKyNTBA1uTK5ghnAmxXhDY6KeQCO9FmcI3/o+YOSq8JwYW5ZYnxHCxH14Jf/mD6CJTBvTWl2Ytw==';

/** What is kept of it: from where in the package, to where in the cache folder. */
const KEPT = {
	wordpress: 'package/dist/cli/wp-files/latest/wordpress',
	'sqlite-database-integration':
		'package/dist/cli/wp-files/sqlite-database-integration',
	'wp-cli.phar': 'package/dist/cli/wp-files/wp-cli/wp-cli.phar',
};

export interface WpStudio {
	/** WordPress as it is unpacked, with its default themes. */
	readonly wordpress: string;
	/** The folder of the SQLite driver. */
	readonly sqlite: string;
	readonly wpCli: string;
}

/**
 * Finds WordPress, the SQLite driver and WP-CLI, and fetches them the first time.
 *
 * @throws {Error} Where the registry cannot be reached or sends another package.
 */
export async function wpStudio( log: Log ): Promise< WpStudio > {
	const folder = cacheFolder( PACKAGE );
	await once( folder, async ( unfinished ) => {
		log(
			'Fetching WordPress, its SQLite driver and WP-CLI from npm (67 MB, once) …'
		);
		const tarball = await fetchTarball( unfinished );
		log( 'Unpacking them …' );
		await run( 'tar', [
			'-xzf',
			tarball,
			'-C',
			unfinished,
			...Object.values( KEPT ),
		] );
		for ( const [ name, path ] of Object.entries( KEPT ) ) {
			await rename( join( unfinished, path ), join( unfinished, name ) );
		}
		await rm( join( unfinished, 'package' ), { recursive: true } );
		await rm( tarball );
	} );
	return {
		wordpress: join( folder, 'wordpress' ),
		sqlite: join( folder, 'sqlite-database-integration' ),
		wpCli: join( folder, 'wp-cli.phar' ),
	};
}

async function fetchTarball( into: string ): Promise< string > {
	const folder = join( into, 'tarball' );
	await mkdir( folder );
	await run(
		'npm',
		[ 'pack', PACKAGE, '--silent', '--pack-destination', folder ],
		{
			// Outside the checkout, so that no settings of its folder play a part.
			cwd: folder,
		}
	);
	const [ name ] = ( await readdir( folder ) ).filter( ( file ) =>
		file.endsWith( '.tgz' )
	);
	if ( ! name ) {
		throw new Error( `npm pack ${ PACKAGE } left no tarball.` );
	}
	const tarball = join( folder, name );
	const hash = createHash( 'sha512' );
	await pipeline( createReadStream( tarball ), hash );
	const found = hash.digest( 'base64' );
	if ( found !== SHA512 ) {
		throw new Error(
			`${ PACKAGE } is not the package that was pinned: sha512-${ found }`
		);
	}
	return tarball;
}
