import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import matrix from '../matrix.json';
import { once } from './cache';
import { cacheFolder, repository } from './paths';
import { run } from './run';
import type { Log } from './types';

/** The newest release that the suites have run on. */
export const PINNED_WOOCOMMERCE = matrix.woocommerce.newest;

/** A machine without internet is not to wait longer than this for the first byte. */
const GIVE_UP_AFTER_MS = 5_000;

const LONGEST_DOWNLOAD_MS = 10 * 60_000;

const standInFolder = join( repository, 'test/shop/woocommerce-stand-in' );

export interface WooCommerce {
	/** Has woocommerce.php in it. */
	readonly folder: string;
	readonly version: string;
	readonly standIn: boolean;
}

export interface WooCommerceSearch {
	/** A version of the cache folder. */
	readonly version?: string | undefined;
	readonly standIn?: boolean | undefined;
}

/**
 * Finds a WooCommerce: the one that the environment variable WOOCOMMERCE names
 * (a folder or a zip), the cache folder, a download from WordPress.org, and
 * where none of them has one, the stand-in.
 *
 * @throws {Error} Where one was asked for by name and is not to be had.
 */
export async function findWooCommerce(
	search: WooCommerceSearch,
	log: Log
): Promise< WooCommerce > {
	if ( search.standIn ) {
		return standIn( log );
	}
	const named = process.env[ 'WOOCOMMERCE' ];
	if ( named && ! search.version ) {
		return namedOne( resolve( named ), log );
	}
	const cached = await cachedVersions();
	const wanted =
		search.version ?? ( await knownVersion() ) ?? PINNED_WOOCOMMERCE;
	if ( cached.includes( wanted ) ) {
		return real( cacheFolder( 'woocommerce', wanted ) );
	}
	try {
		return await download( wanted, log );
	} catch ( error ) {
		const why = error instanceof Error ? error.message : String( error );
		if ( search.version ) {
			throw new Error(
				`There is no WooCommerce ${ wanted } in ${ cacheFolder( 'woocommerce' ) }, and it could not be downloaded: ${ why }`
			);
		}
		log( `WooCommerce ${ wanted } could not be downloaded: ${ why }` );
		return standIn( log );
	}
}

/** The WooCommerce that findWooCommerce() takes without a download, for people; null where there is none. */
export async function availableWooCommerce(): Promise< string | null > {
	const named = process.env[ 'WOOCOMMERCE' ];
	return named ?? ( await knownVersion() ) ?? null;
}

/** The newest in the cache folder that the suites have run on. One that nothing has run on yet has to be asked for. */
async function knownVersion(): Promise< string | undefined > {
	return ( await cachedVersions() ).find(
		( version ) => compareVersions( version, PINNED_WOOCOMMERCE ) <= 0
	);
}

/** The versions in the cache folder, newest first. */
async function cachedVersions(): Promise< string[] > {
	const names = await readdir( cacheFolder( 'woocommerce' ) ).catch(
		() => []
	);
	return names
		.filter( ( name ) =>
			existsSync( cacheFolder( 'woocommerce', name, 'woocommerce.php' ) )
		)
		.sort( ( a, b ) => compareVersions( b, a ) );
}

function compareVersions( a: string, b: string ): number {
	return a.localeCompare( b, 'en', { numeric: true } );
}

async function namedOne( path: string, log: Log ): Promise< WooCommerce > {
	if ( existsSync( join( path, 'woocommerce.php' ) ) ) {
		return real( path );
	}
	if ( ! path.endsWith( '.zip' ) || ! existsSync( path ) ) {
		throw new Error(
			`WOOCOMMERCE=${ path } is neither a folder with woocommerce.php in it nor a zip.`
		);
	}
	const scratch = await mkdtemp( join( tmpdir(), 'woocommerce-' ) );
	try {
		const unpacked = await unzip( path, scratch );
		log(
			`Taking WooCommerce ${ unpacked.version } out of ${ basename( path ) }.`
		);
		return await keep( unpacked );
	} finally {
		await rm( scratch, { recursive: true, force: true } );
	}
}

async function download( version: string, log: Log ): Promise< WooCommerce > {
	const address = `https://downloads.wordpress.org/plugin/woocommerce.${ version }.zip`;
	log( `Fetching WooCommerce ${ version } from WordPress.org …` );
	const scratch = await mkdtemp( join( tmpdir(), 'woocommerce-' ) );
	try {
		const zip = join( scratch, 'woocommerce.zip' );
		const response = await ask( address );
		if ( ! response.ok || ! response.body ) {
			throw new Error( `${ address } answered ${ response.status }` );
		}
		await writeFile( zip, new Uint8Array( await response.arrayBuffer() ) );
		const unpacked = await unzip( zip, scratch );
		if ( unpacked.version !== version ) {
			throw new Error(
				`${ address } holds version ${ unpacked.version }`
			);
		}
		return await keep( unpacked );
	} finally {
		await rm( scratch, { recursive: true, force: true } );
	}
}

/** Begins a download; a machine without internet is not to wait for it. */
function ask( address: string ): Promise< Response > {
	const hurry = new AbortController();
	const timer = setTimeout(
		() => hurry.abort( new Error( 'no answer within 5 seconds' ) ),
		GIVE_UP_AFTER_MS
	);
	// A download that has begun may take its time, but not for ever.
	const limit = AbortSignal.timeout( LONGEST_DOWNLOAD_MS );
	return fetch( address, {
		signal: AbortSignal.any( [ hurry.signal, limit ] ),
	} )
		.catch( ( error: unknown ) => {
			throw hurry.signal.aborted
				? hurry.signal.reason
				: new Error( causeOf( error ) );
		} )
		.finally( () => clearTimeout( timer ) );
}

function causeOf( error: unknown ): string {
	const { cause } = error as { cause?: { code?: string } };
	return (
		cause?.code ??
		( error instanceof Error ? error.message : String( error ) )
	);
}

/** Unpacks by PHP, which every shop needs anyway; a damaged zip is refused. */
async function unzip( zip: string, into: string ): Promise< WooCommerce > {
	await run( 'php', [
		'-r',
		'$z = new ZipArchive(); exit( $z->open( $argv[1], ZipArchive::CHECKCONS ) === true && $z->extractTo( $argv[2] ) ? 0 : 1 );',
		zip,
		into,
	] ).catch( () => {
		throw new Error( `${ basename( zip ) } is not a whole zip file.` );
	} );
	return real( join( into, 'woocommerce' ) );
}

async function keep( unpacked: WooCommerce ): Promise< WooCommerce > {
	const folder = cacheFolder( 'woocommerce', unpacked.version );
	await once( folder, async ( unfinished ) => {
		for ( const name of await readdir( unpacked.folder ) ) {
			await run( 'cp', [
				'-R',
				join( unpacked.folder, name ),
				unfinished,
			] );
		}
	} );
	return { ...unpacked, folder };
}

async function real( folder: string ): Promise< WooCommerce > {
	return { folder, version: await versionOf( folder ), standIn: false };
}

async function standIn( log: Log ): Promise< WooCommerce > {
	if ( ! existsSync( join( standInFolder, 'woocommerce.php' ) ) ) {
		throw new Error(
			`No WooCommerce is to be had. Put its zip in WOOCOMMERCE, or unpack it to ${ cacheFolder( 'woocommerce', PINNED_WOOCOMMERCE ) }.`
		);
	}
	log( '' );
	log(
		'  THIS IS NOT WOOCOMMERCE but a small stand-in for it (test/shop/woocommerce-stand-in).'
	);
	log(
		`  For the real one put its zip in WOOCOMMERCE, or unpack it to ${ cacheFolder( 'woocommerce', PINNED_WOOCOMMERCE ) }.`
	);
	log( '' );
	return {
		folder: standInFolder,
		version: await versionOf( standInFolder ),
		standIn: true,
	};
}

async function versionOf( folder: string ): Promise< string > {
	const php = await readFile(
		join( folder, 'woocommerce.php' ),
		'utf8'
	).catch( () => '' );
	const version = /^\s*\*\s*Version:\s*(\S+)/m.exec( php )?.[ 1 ];
	if ( ! version ) {
		throw new Error( `${ folder } does not say which WooCommerce it is.` );
	}
	return version;
}
