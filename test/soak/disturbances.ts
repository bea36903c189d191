/** What breaks in the soak, one thing at a time. */
import {
	lstat,
	mkdir,
	readdir,
	rename,
	rm,
	symlink,
	writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { flushRedis } from '../shop/redis';
import { restartDatabase, restartRedis } from '../shop/restart';
import { run } from '../shop/run';
import { readShopFile } from '../shop/shop-file';
import { FixturePlugIn } from '../http/support/fixture-plug-in';
import type { Faults } from '../http/support/probe';
import type { Suite } from '../http/support/suite';

/** Mends it. */
type Mend = () => Promise< unknown >;

export interface Disturbance {
	readonly name: string;
	/**
	 * Breaks it.
	 *
	 * @param round How often it was broken before.
	 * @param share How many notifications are sent meanwhile.
	 */
	readonly begin: ( round: number, share: number ) => Promise< Mend >;
}

/** Where the holder of an order's lock dies, round by round. */
const DEATHS = [
	'in_hooks',
	'after_save',
	'changed',
	'before_mail',
	'before_save',
	'before_hooks',
	'after_hooks',
	'after_mail',
];

/** Seconds by which the database's clock is wrong: more than a lock lasts. */
const JUMP = 15 * 60;

export function disturbances( suite: Suite, hasRedis: boolean ): Disturbance[] {
	/** Something of the probe's, of two kinds by turns. */
	const fault =
		( faults: ( round: number, share: number ) => Faults ) =>
		async ( round: number, share: number ): Promise< Mend > => {
			await suite.probe.faults( faults( round, share ) );
			return () => suite.probe.clearFaults();
		};
	return [
		{ name: 'nothing', begin: async () => async () => undefined },
		{
			name: 'database restarts',
			begin: async () =>
				again( 2500, ( turn ) =>
					restartDatabase(
						suite.shop.name,
						turn % 2 === 0 ? 'SIGKILL' : 'SIGTERM'
					)
				),
		},
		{
			name: 'workers are killed',
			begin: async () => again( 150, () => killWorker( suite ) ),
		},
		{
			name: 'mail fails',
			begin: fault( ( round ) => ( {
				mail_fails: round % 2 === 0 ? true : 'throws',
			} ) ),
		},
		{
			name: 'mail is slow',
			begin: fault( () => ( { mail_slow_ms: 700 } ) ),
		},
		{
			name: 'a listener throws',
			begin: fault( ( round, share ) => ( {
				listener_throws: round % 2 === 0 ? true : 'error',
				times: Math.ceil( share / 3 ),
			} ) ),
		},
		{
			name: 'the lock’s holder dies',
			begin: fault( ( round, share ) => ( {
				kill_at: DEATHS[ round % DEATHS.length ] ?? 'in_hooks',
				path: 'wc-telaris',
				times: Math.ceil( share / 6 ),
			} ) ),
		},
		{
			name: 'the clock jumps',
			begin: async () => jump( suite ),
		},
		{
			name: 'the log’s disk is full',
			begin: async () => fillDisk( suite ),
		},
		...( hasRedis
			? [
					{
						name: 'Redis is flushed, stops',
						begin: async () =>
							again( 700, ( turn ) =>
								turn % 3 === 2
									? restartRedis( suite.shop.name, 1000 )
									: flushRedis( suite.shop.folder )
							),
					},
				]
			: [] ),
	];
}

/**
 * Does something again and again until it is mended.
 *
 * @param pause Milliseconds between.
 * @param work
 */
async function again(
	pause: number,
	work: ( turn: number ) => Promise< void >
): Promise< Mend > {
	let isOver = false;
	const working = ( async () => {
		// So that it meets calls that are under way.
		await sleep( 50 );
		for ( let turn = 0; ! isOver; turn++ ) {
			await work( turn );
			for ( let waited = 0; waited < pause && ! isOver; waited += 50 ) {
				await sleep( 50 );
			}
		}
	} )();
	// It is waited for when it is mended, and thrown there.
	working.catch( () => undefined );
	return () => {
		isOver = true;
		return working;
	};
}

/** One of php-fpm's workers, at work or not, as the kernel kills where memory runs out. */
async function killWorker( suite: Suite ): Promise< void > {
	const file = await readShopFile( suite.shop.name );
	const masters = ( file?.processes ?? [] )
		.filter( ( { name } ) => name.startsWith( 'php-fpm' ) )
		.map( ( { pid } ) => String( pid ) );
	const processes = await run( 'ps', [ '-axo', 'ppid=,pid=' ] );
	const workers = processes
		.split( '\n' )
		.map( ( line ) => line.trim().split( /\s+/ ) )
		.filter( ( [ parent = '' ] ) => masters.includes( parent ) )
		.map( ( [ , pid ] ) => Number( pid ) );
	const worker = workers[ Math.floor( Math.random() * workers.length ) ];
	if ( worker ) {
		try {
			process.kill( worker, 'SIGKILL' );
		} catch {
			// It has ended by itself.
		}
	}
}

/** The database's clock is ahead of PHP's, then behind it. Each request has it from its beginning. */
async function jump( suite: Suite ): Promise< Mend > {
	const plugIns = suite.shop.heads.map(
		( { wordpress } ) => new FixturePlugIn( suite, 'clock', wordpress )
	);
	let sign = -1;
	const mend = await again( 1500, async () => {
		sign = -sign;
		for ( const plugIn of plugIns ) {
			await plugIn.install(
				`$GLOBALS['wpdb']->query( 'SET timestamp = ' . ( time() + ${ sign * JUMP } ) );`
			);
		}
	} );
	return async () => {
		await mend();
		for ( const plugIn of plugIns ) {
			await plugIn.remove();
		}
	};
}

/** Every write into the logs fails, as on a full disk, which /dev/full is. */
async function fillDisk( suite: Suite ): Promise< Mend > {
	const moved: string[] = [];
	const replace = async ( log: string ) => {
		if ( ( await lstat( log ) ).isFile() ) {
			await rename( log, `${ log }.aside` );
			await symlink( '/dev/full', log );
			moved.push( log );
		}
	};
	for ( const { wordpress } of suite.shop.heads ) {
		const folder = path.join( wordpress, 'wp-content/uploads/wc-logs' );
		await mkdir( folder, { recursive: true } );
		for ( const name of await readdir( folder ) ) {
			if ( name.endsWith( '.log' ) ) {
				await replace( path.join( folder, name ) );
			}
		}
	}
	await writeFile( suite.shop.debugLog, '', { flag: 'a' } );
	await replace( suite.shop.debugLog );
	return async () => {
		for ( const log of moved ) {
			await rm( log );
			await rename( `${ log }.aside`, log );
		}
	};
}
