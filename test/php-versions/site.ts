/** A WordPress with WooCommerce that runs on any version of PHP, by WordPress Playground. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startShop, type Shop } from '../shop';
import { sqliteFolder } from '../shop/database/sqlite';
import { wordpressIn } from '../shop/files';
import { cacheFolder, shopsFolder, staged } from '../shop/paths';
import { freePort } from '../shop/ports';
import { waitFor } from '../shop/processes';
import { run } from '../shop/run';
import { stagePlugin } from '../shop/staging';
import { wpStudio } from '../shop/wp-studio';

/** Brings PHP as WebAssembly. Fetched when it is run, since it is heavier than all the rest together. */
export const PLAYGROUND = '@wp-playground/cli@3.1.56';

const NPX = [ '--yes', '--prefer-offline', '--loglevel=error', PLAYGROUND ];

/** Where the site is for PHP. */
const INSIDE = '/wordpress';

const FIRST_PORT = 8970;

export interface Site {
	readonly url: string;
	readonly admin: Shop[ 'admin' ];
	/** For instance "8.5.10". */
	readonly php: string;
	/** What PHP complained of so far, an entry each. */
	readonly log: () => Promise< string[] >;
	readonly stop: () => Promise< void >;
}

/**
 * Fetches Playground.
 *
 * @return Why that is not possible; empty where it is there.
 */
export function fetchPlayground(): Promise< string > {
	return run( 'npx', [ ...NPX, '--version' ], {
		// Outside the checkout, whose packages are no business of its.
		cwd: cacheFolder(),
		timeoutMs: 10 * 60_000,
	} ).then(
		() => '',
		( error: unknown ) =>
			`${ PLAYGROUND } cannot be had: ${ String( error ).split( '\n' )[ 1 ] ?? '' }`
	);
}

/** The site that those of all versions are copied from. */
export interface Base {
	readonly folder: string;
	/** Who may log in. */
	readonly admin: Shop[ 'admin' ];
}

/**
 * Makes the site that those of all versions are copied from: WordPress and
 * WooCommerce are installed, the plugin lies there and is not active.
 *
 * @param log
 */
export async function makeBase(
	log: ( line: string ) => void
): Promise< Base > {
	const shop = await startShop( {
		name: 'php-versions',
		port: FIRST_PORT,
		plugin: false,
		fresh: true,
		log,
	} );
	await shop.stop();
	await stagePlugin( log );
	const folder = join( shopsFolder, '.php-versions', 'base' );
	await rm( folder, { recursive: true, force: true } );
	await mkdir( folder, { recursive: true } );
	// Links would lead outside of what PHP sees.
	await run( 'cp', [ '-RL', `${ wordpressIn( shop.folder ) }/.`, folder ] );
	const content = join( folder, 'wp-content' );
	await cp( staged, join( content, 'plugins/telaris-for-woocommerce' ), {
		recursive: true,
	} );
	const { sqlite } = await wpStudio( log );
	await cp( sqlite, join( content, 'sqlite' ), { recursive: true } );
	await cp( sqliteFolder( shop.folder ), join( content, 'database' ), {
		recursive: true,
	} );
	await replaceIn( join( content, 'db.php' ), [
		[ sqlite, `${ INSIDE }/wp-content/sqlite` ],
	] );
	await replaceIn( join( folder, 'wp-config.php' ), [
		[ sqliteFolder( shop.folder ), `${ INSIDE }/wp-content/database` ],
		[ shop.debugLog, `${ INSIDE }/wp-content/debug.log` ],
	] );
	return { folder, admin: shop.admin };
}

/**
 * Starts a copy of the site on a version of PHP.
 *
 * @param base
 * @param version For instance "8.5".
 */
export async function startSite(
	base: Base,
	version: string
): Promise< Site > {
	const folder = join( shopsFolder, '.php-versions', version );
	await rm( folder, { recursive: true, force: true } );
	await run( 'cp', [ '-R', base.folder, folder ] );
	const port = await freePort(
		FIRST_PORT + 1 + Number( version.split( '.' )[ 1 ] ?? 0 )
	);
	const url = `http://127.0.0.1:${ port }`;
	const config = join( folder, 'wp-config.php' );
	await writeFile(
		config,
		( await readFile( config, 'utf8' ) )
			.replace(
				/define\('(WP_HOME|WP_SITEURL)', '[^']*'\)/g,
				`define('$1', '${ url }')`
			)
			.replace(
				'<?php',
				`<?php\nfile_put_contents('${ INSIDE }/wp-content/php-version', PHP_VERSION);`
			)
	);
	const child = spawn(
		'npx',
		[
			...NPX,
			'server',
			`--php=${ version }`,
			`--port=${ port }`,
			`--site-url=${ url }`,
			'--workers=1',
			'--wordpress-install-mode=do-not-attempt-installing',
			'--skip-sqlite-setup',
			`--mount-before-install=${ folder }:${ INSIDE }`,
		],
		{
			cwd: cacheFolder(),
			detached: true,
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		}
	);
	const said = createWriteStream( `${ folder }.log` );
	child.stdout.pipe( said );
	child.stderr.pipe( said );
	const stop = () => endGroup( child );
	try {
		await waitFor(
			`WordPress on PHP ${ version }`,
			() =>
				fetch( `${ url }/?rest_route=/`, {
					signal: AbortSignal.timeout( 60_000 ),
				} ).then(
					( { ok } ) => ok,
					() => false
				),
			240_000
		);
	} catch ( error ) {
		await stop();
		throw new Error(
			`${ String( error ) }\n${ ( await readFile( `${ folder }.log`, 'utf8' ) ).slice( -3000 ) }`
		);
	}
	return {
		url,
		admin: base.admin,
		php: await readFile( join( folder, 'wp-content/php-version' ), 'utf8' ),
		log: async () =>
			(
				await readFile(
					join( folder, 'wp-content/debug.log' ),
					'utf8'
				).catch( () => '' )
			)
				// One entry may be many lines long.
				.split( /^(?=\[\d\d-\w{3}-\d{4} )/m )
				.filter( Boolean ),
		stop,
	};
}

async function endGroup( child: ChildProcess ): Promise< void > {
	if ( child.exitCode !== null || child.pid === undefined ) {
		return;
	}
	const ended = new Promise( ( resolve ) => child.once( 'close', resolve ) );
	process.kill( -child.pid, 'SIGKILL' );
	await ended;
}

async function replaceIn(
	path: string,
	pairs: readonly ( readonly [ string, string ] )[]
): Promise< void > {
	let text = await readFile( path, 'utf8' );
	for ( const [ from, to ] of pairs ) {
		if ( ! text.includes( from ) ) {
			throw new Error( `${ path } does not name ${ from }.` );
		}
		text = text.replaceAll( from, to );
	}
	await writeFile( path, text );
}
