import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startMariadb } from './database/mariadb';
import { fillWithOrders } from './demo';
import {
	debugLogIn,
	layOut,
	wordpressIn,
	writeConfiguration,
	type Parts,
} from './files';
import { groundOf } from './ground';
import { repository, shopFolder } from './paths';
import { opcacheFolder } from './php';
import { freePort, HOST } from './ports';
import { end, isRunning, waitFor, type Started } from './processes';
import { headsOf, layOutHeads, serveHeads } from './heads';
import { installRedisCache, redisVersions, startRedis } from './redis';
import { redis as redisServer, require_, requireForShop } from './requirements';
import { startBuiltin } from './server/builtin';
import { startFpm } from './server/fpm';
import { readShopFile, writeShopFile } from './shop-file';
import { stagePlugin } from './staging';
import { ADMIN, copyTemplate } from './template';
import type { ApiKey, Ground, Log, Shop, ShopFile, ShopOptions } from './types';
import { findWooCommerce } from './woocommerce';
import { findWordPress } from './wordpress';
import { wpCli } from './wp-cli';
import { wpStudio } from './wp-studio';

const FIRST_PORT = 8880;

/**
 * Brings a shop up: attaches to it where it runs, starts it where it is there,
 * makes it where it is not, or where it stands on another ground than asked for.
 *
 * @throws {Error} Where something it needs is not to be had, with what to do about it.
 */
export async function startShop( options: ShopOptions ): Promise< Shop > {
	const log = options.log ?? ( () => {} );
	const found = options.fresh ? null : await readShopFile( options.name );
	if ( found && isAsAsked( found, options ) ) {
		if ( await isUp( found ) ) {
			return attach( found );
		}
		return resume( found, options, log );
	}
	if ( found ) {
		log(
			`The shop “${ options.name }” stood on another ground; making a new one.`
		);
	}
	return make( options, log );
}

/**
 * Attaches to a shop that is running.
 *
 * @throws {Error} Where it is not.
 */
export async function openShop( name: string ): Promise< Shop > {
	const file = await readShopFile( name );
	if ( ! file || ! ( await isUp( file ) ) ) {
		throw new Error( `The shop “${ name }” is not running.` );
	}
	return attach( file );
}

/** Ends every process of a shop, also of one that was left half started. */
export async function stopShop( name: string ): Promise< boolean > {
	const file = await readShopFile( name );
	if ( ! file ) {
		return false;
	}
	const folder = shopFolder( name );
	const running = await Promise.all(
		file.processes.map( ( process ) => isRunning( process, folder ) )
	);
	for ( const process of file.processes ) {
		await end( process, folder );
	}
	await writeShopFile( { ...file, processes: [] } );
	return running.includes( true );
}

/**
 * Says what a shop would stand on, without making one.
 *
 * @throws {Error} Where something it needs is not to be had.
 */
export async function surveyGround(
	options: Omit< ShopOptions, 'name' >
): Promise< Ground > {
	const { db = 'sqlite', server = 'builtin', log = () => {} } = options;
	await requireForShop( db, server, log );
	return groundOf( await findParts( options, log ), server );
}

async function findParts(
	options: Omit< ShopOptions, 'name' >,
	log: Log
): Promise< Parts > {
	return {
		studio: await wpStudio( log ),
		wordpress: await findWordPress( options.wordpress, log ),
		woocommerce: await findWooCommerce(
			{ version: options.woocommerce, standIn: options.standIn },
			log
		),
		database: options.db ?? 'sqlite',
	};
}

async function make( options: ShopOptions, log: Log ): Promise< Shop > {
	const {
		name,
		db = 'sqlite',
		server = 'builtin',
		hpos = true,
		sync = false,
		permalinks = true,
		locale = '',
		multisite = false,
		demo = false,
		probe = false,
		plugin = true,
		heads = 1,
		redis = false,
	} = options;
	const folder = shopFolder( name );
	if ( heads > 1 && ( db !== 'mariadb' || server !== 'fpm' ) ) {
		throw new Error( '--heads needs --db=mariadb --server=fpm.' );
	}
	await requireForShop( db, server, log );
	if ( redis ) {
		await require_( redisServer, log );
	}
	await stopShop( name );
	await rm( folder, { recursive: true, force: true } );
	await mkdir( folder, { recursive: true } );
	const parts = await findParts( options, log );
	await mkdir( opcacheFolder, { recursive: true } );
	if ( plugin ) {
		await stagePlugin( log );
	}
	await layOut( folder, parts, { plugin, probe } );
	if ( redis ) {
		await installRedisCache( wordpressIn( folder ) );
	}
	await copyTemplate( parts, folder, log );
	const port = await choosePort( options.port ?? FIRST_PORT, log );
	const keys = { readWrite: newApiKey(), readOnly: newApiKey() };
	const unfinished: ShopFile = {
		name,
		port,
		headPorts: await choosePorts( port, heads - 1, log ),
		redis,
		admin: ADMIN,
		keys,
		webhookSecret: '',
		probeToken: probe ? randomBytes( 16 ).toString( 'hex' ) : '',
		ground: await groundWith(
			await groundOf( parts, server ),
			heads,
			redis
		),
		database: db,
		server,
		woocommerceFolder: parts.woocommerce.folder,
		wordpressVersion: parts.wordpress.version,
		hpos,
		sync,
		permalinks,
		locale,
		multisite,
		demo,
		plugin,
		processes: [],
	};
	// It is made into a network later.
	await writeConfiguration( folder, { ...unfinished, multisite: false } );
	const processes = await startServices( unfinished );
	try {
		log( `Opening the shop “${ name }” …` );
		const wp = ( ...args: string[] ) =>
			wpCli( parts.studio.wpCli, folder, args );
		await wp(
			'eval-file',
			'--use-include',
			join( repository, 'test/shop/setup/open.php' ),
			JSON.stringify( {
				...{ hpos, sync, permalinks, locale, ...keys },
				// A network finds its sites by what the database says.
				address: multisite ? urlOf( unfinished ) : '',
			} )
		);
		if ( multisite ) {
			await wp( 'core', 'multisite-convert', '--skip-config' );
			await writeConfiguration( folder, unfinished );
			await wp( 'site', 'create', '--slug=second' );
		}
		const webhookSecret = plugin
			? await wp( 'telaris', 'secret', 'create', '--porcelain' )
			: '';
		if ( demo ) {
			await fillWithOrders( wp, log );
		}
		await layOutHeads(
			folder,
			parts,
			{ plugin, probe, redis },
			unfinished
		);
		processes.unshift( ...( await serve( unfinished ) ) );
		const file = { ...unfinished, webhookSecret, processes };
		await writeShopFile( file );
		return attach( file );
	} catch ( error ) {
		await endAll( processes, folder );
		throw error;
	}
}

/** Starts what the web servers need. */
async function startServices( {
	name,
	database,
	redis,
}: ShopFile ): Promise< Started[] > {
	const folder = shopFolder( name );
	const processes =
		database === 'mariadb' ? [ await startMariadb( folder ) ] : [];
	try {
		return redis ? [ await startRedis( folder ), ...processes ] : processes;
	} catch ( error ) {
		await endAll( processes, folder );
		throw error;
	}
}

/** Starts the processes of a shop that is there. */
async function resume(
	file: ShopFile,
	options: ShopOptions,
	log: Log
): Promise< Shop > {
	const folder = shopFolder( file.name );
	await requireForShop( file.database, file.server, log );
	await stopShop( file.name );
	await mkdir( opcacheFolder, { recursive: true } );
	const port = await choosePort( options.port ?? file.port, log );
	const resumed = {
		...file,
		port,
		headPorts: await choosePorts( port, file.headPorts?.length ?? 0, log ),
	};
	await writeConfiguration( folder, resumed );
	const processes = await startServices( resumed );
	try {
		processes.unshift( ...( await serve( resumed ) ) );
		await writeShopFile( { ...resumed, processes } );
		return attach( { ...resumed, processes } );
	} catch ( error ) {
		await endAll( processes, folder );
		throw error;
	}
}

async function serve( file: ShopFile ): Promise< readonly Started[] > {
	const folder = shopFolder( file.name );
	const start = file.server === 'fpm' ? startFpm : startBuiltin;
	const processes = [
		...( await start( {
			folder,
			wordpress: wordpressIn( folder ),
			port: file.port,
		} ) ),
	];
	try {
		processes.unshift( ...( await serveHeads( folder, file ) ) );
		await waitFor(
			`An answer of the shop “${ file.name }”`,
			() => answers( file ),
			30_000
		);
	} catch ( error ) {
		await endAll( processes, folder );
		throw error;
	}
	return processes;
}

async function endAll(
	processes: readonly Started[],
	folder: string
): Promise< void > {
	for ( const process of processes ) {
		await end( process, folder );
	}
}

function attach( file: ShopFile ): Shop {
	const folder = shopFolder( file.name );
	return {
		url: urlOf( file ),
		name: file.name,
		heads: headsOf( folder, file ),
		folder,
		admin: file.admin,
		keys: file.keys,
		webhookSecret: file.webhookSecret,
		probeToken: file.probeToken,
		ground: file.ground,
		permalinks: file.permalinks,
		debugLog: debugLogIn( folder ),
		wp: async ( args ) =>
			wpCli( ( await wpStudio( () => {} ) ).wpCli, folder, args ),
		stop: async () => {
			await stopShop( file.name );
		},
	};
}

/** Does the shop that is there stand on what was asked for? What was not said may be anything. */
function isAsAsked( file: ShopFile, options: ShopOptions ): boolean {
	const is = < T >( asked: T | undefined, found: T ) =>
		asked === undefined || asked === found;
	return (
		existsSync( join( file.woocommerceFolder, 'woocommerce.php' ) ) &&
		is( options.db, file.database ) &&
		is( options.server, file.server ) &&
		is( options.woocommerce, file.ground.woocommerce ) &&
		is( options.wordpress, file.wordpressVersion ) &&
		is( options.standIn, file.ground.standIn ) &&
		is( options.hpos, file.hpos ) &&
		is( options.sync, file.sync ) &&
		is( options.permalinks, file.permalinks ) &&
		is( options.locale, file.locale ) &&
		is( options.multisite, file.multisite ) &&
		is( options.demo, file.demo ) &&
		is( options.plugin, file.plugin ) &&
		is( options.heads, 1 + ( file.headPorts?.length ?? 0 ) ) &&
		is( options.redis, file.redis ?? false ) &&
		is( options.probe, file.probeToken !== '' )
	);
}

async function isUp( file: ShopFile ): Promise< boolean > {
	const folder = shopFolder( file.name );
	const running = await Promise.all(
		file.processes.map( ( process ) => isRunning( process, folder ) )
	);
	return running.length > 0 && ! running.includes( false ) && answers( file );
}

async function answers( file: ShopFile ): Promise< boolean > {
	// All plug-ins are loaded for it, and hardly more.
	return fetch( `${ urlOf( file ) }/?robots=1`, {
		signal: AbortSignal.timeout( 10_000 ),
	} ).then(
		async ( response ) => {
			await response.arrayBuffer();
			return response.ok;
		},
		() => false
	);
}

async function choosePort( wanted: number, log: Log ): Promise< number > {
	const port = await freePort( wanted );
	if ( port !== wanted ) {
		log( `Port ${ wanted } is in use; taking ${ port }.` );
	}
	return port;
}

/** Ports for further heads, after the first one's. */
async function choosePorts(
	after: number,
	count: number,
	log: Log
): Promise< number[] > {
	const ports: number[] = [];
	for ( let last = after; ports.length < count; ) {
		last = await choosePort( last + 1, log );
		ports.push( last );
	}
	return ports;
}

async function groundWith(
	ground: Ground,
	heads: number,
	redis: boolean
): Promise< Ground > {
	return {
		...ground,
		server: [
			ground.server,
			...( heads > 1 ? [ `${ heads } heads` ] : [] ),
			...( redis ? [ await redisVersions() ] : [] ),
		].join( ', ' ),
	};
}

function urlOf( { port }: { port: number } ): string {
	return `http://${ HOST }:${ port }`;
}

function newApiKey(): ApiKey {
	return {
		key: `ck_${ randomBytes( 20 ).toString( 'hex' ) }`,
		secret: `cs_${ randomBytes( 20 ).toString( 'hex' ) }`,
	};
}
