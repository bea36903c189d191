import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from './cache';
import { createMariadb, startMariadb } from './database/mariadb';
import { layOut, wordpressIn, writeConfiguration, type Parts } from './files';
import { repository, shopsFolder } from './paths';
import { end } from './processes';
import type { Log, Shop } from './types';
import { wpCli } from './wp-cli';

export const ADMIN: Shop[ 'admin' ] = { user: 'admin', password: 'password' };

const templates = join( shopsFolder, '.templates' );

const LONGEST_UNUSED_MS = 7 * 24 * 3_600_000;

const setup = join( repository, 'test/shop/setup/install.php' );

/**
 * Gives a new shop its database and uploads.
 *
 * Installing WordPress and WooCommerce takes a while and always ends alike, so
 * it is done once for each ground and copied from there.
 */
export async function copyTemplate(
	parts: Parts,
	folder: string,
	log: Log
): Promise< void > {
	const template = join( templates, await fingerprint( parts ) );
	await once( template, async ( unfinished ) => {
		await removeOld();
		await install( parts, unfinished, log );
	} );
	await cp( join( template, 'database' ), join( folder, 'database' ), {
		recursive: true,
	} );
	await cp(
		join( template, 'wordpress/wp-content/uploads' ),
		join( wordpressIn( folder ), 'wp-content/uploads' ),
		{ recursive: true }
	);
}

/** Removes templates that no ground of late has needed, and halves that a kill has left. */
async function removeOld(): Promise< void > {
	for ( const name of await readdir( templates ) ) {
		const path = join( templates, name );
		const { mtimeMs } = await stat( path );
		if ( Date.now() - mtimeMs > LONGEST_UNUSED_MS ) {
			await rm( path, { recursive: true, force: true } );
		}
	}
}

/** Installs WordPress and WooCommerce, without this plugin. */
async function install(
	parts: Parts,
	folder: string,
	log: Log
): Promise< void > {
	log(
		`Installing WordPress ${ parts.wordpress.version } and ${ parts.woocommerce.standIn ? 'the stand-in' : `WooCommerce ${ parts.woocommerce.version }` } …`
	);
	await layOut( folder, parts, { plugin: false, probe: false } );
	await writeConfiguration( folder, {
		database: parts.database,
		port: 80,
		probeToken: '',
	} );
	const wp = ( ...args: string[] ) =>
		wpCli( parts.studio.wpCli, folder, args );
	const work = async () => {
		await wp(
			'core',
			'install',
			'--url=http://127.0.0.1',
			'--title=Shop',
			`--admin_user=${ ADMIN.user }`,
			`--admin_password=${ ADMIN.password }`,
			'--admin_email=post@nordlys.example',
			'--skip-email'
		);
		await wp( 'plugin', 'activate', 'woocommerce' );
		await wp( 'eval-file', '--use-include', setup );
	};
	if ( parts.database === 'sqlite' ) {
		return work();
	}
	await createMariadb( folder );
	const mariadb = await startMariadb( folder );
	try {
		await work();
	} finally {
		await end( mariadb, folder );
	}
}

/** Names everything that the template depends on. */
async function fingerprint( parts: Parts ): Promise< string > {
	const hash = createHash( 'sha256' );
	hash.update(
		JSON.stringify( [
			parts.wordpress,
			parts.woocommerce,
			parts.database,
			parts.studio,
			process.arch,
		] )
	);
	for ( const file of [ setup, __filename, join( __dirname, 'files.ts' ) ] ) {
		hash.update( await readFile( file ) );
	}
	if ( parts.woocommerce.standIn ) {
		hash.update( await lastChange( parts.woocommerce.folder ) );
	}
	return `${ parts.database }-${ hash.digest( 'hex' ).slice( 0, 12 ) }`;
}

async function lastChange( folder: string ): Promise< string > {
	const files = await readdir( folder, { recursive: true } );
	const times = await Promise.all(
		files.map(
			async ( file ) => ( await stat( join( folder, file ) ) ).mtimeMs
		)
	);
	return String( Math.max( ...times ) );
}
