/**
 * Several of PHP's built-in servers behind one port.
 *
 * PHP can do that by itself (PHP_CLI_SERVER_WORKERS), but a worker that dies is
 * not replaced there, and the suites kill them. Here each worker is a process
 * of its own, serves one connection at a time, and is started again when it ends.
 *
 *     tsx worker-pool.ts <port> <ports of the workers, by commas> <folder of opcache> php [arguments …]
 *
 * `%port%` in the arguments becomes the worker's port, `%file_cache%` the folder
 * from which it takes what is compiled.
 */
import { spawn } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from '../ports';
import { sayAside } from '../say';

const [ port, workers, opcacheFolder, php, ...args ] = process.argv.slice( 2 );

const workerPorts = workers!.split( ',' ).map( Number );

/** Ports of workers with nothing to do. */
const idle = new Set< number >();

/** Connections that wait for a worker, the oldest first. */
const waiting: ( ( worker: number ) => void )[] = [];

function becomesIdle( worker: number ): void {
	const next = waiting.shift();
	if ( next ) {
		next( worker );
	} else {
		idle.add( worker );
	}
}

/** The first one where there is a choice, since each worker has compiled only what it served itself. */
async function idleWorker(): Promise< number > {
	if ( idle.size === 0 ) {
		return new Promise( ( resolve ) => waiting.push( resolve ) );
	}
	const worker = Math.min( ...idle );
	idle.delete( worker );
	return worker;
}

/**
 * What comes from files is linked anew in each request, which costs a sixth of
 * it; to compile WordPress and WooCommerce takes as long as a dozen requests.
 * So the first worker, which serves most, compiles for itself.
 */
function fileCacheOf( worker: number ): string {
	return worker === workerPorts[ 0 ] ? '' : opcacheFolder!;
}

/** Keeps one worker running for as long as the pool is. */
async function keep( worker: number ): Promise< never > {
	for (;;) {
		const child = spawn(
			php!,
			args.map( ( arg ) =>
				arg
					.replace( '%port%', String( worker ) )
					.replace( '%file_cache%', fileCacheOf( worker ) )
			),
			{ stdio: [ 'ignore', 'inherit', 'inherit' ] }
		);
		let hasEnded = false;
		const ended = new Promise< void >( ( resolve ) =>
			child.once( 'close', () => {
				hasEnded = true;
				resolve();
			} )
		);
		child.once( 'error', ( error ) => sayAside( error.message ) );
		while ( ! hasEnded && ! ( await isListening( worker ) ) ) {
			await sleep( 20 );
		}
		if ( ! hasEnded ) {
			becomesIdle( worker );
		}
		await ended;
		await sleep( 50 );
	}
}

function isListening( worker: number ): Promise< boolean > {
	return new Promise( ( resolve ) => {
		const socket = connect( worker, HOST, () => {
			socket.destroy();
			resolve( true );
		} ).once( 'error', () => resolve( false ) );
	} );
}

/** Connects to a free worker; one that has just died is passed over. */
async function connectToWorker(
	caller: string
): Promise< { worker: number; upstream: Socket } > {
	for (;;) {
		const worker = await idleWorker();
		const upstream = connect( {
			port: worker,
			host: HOST,
			// PHP is to see who calls.
			localAddress: caller,
			allowHalfOpen: true,
		} );
		const isConnected = await new Promise< boolean >( ( resolve ) => {
			upstream
				.once( 'connect', () => resolve( true ) )
				.once( 'error', () => resolve( false ) );
		} );
		if ( isConnected ) {
			return { worker, upstream };
		}
	}
}

async function serve( client: Socket ): Promise< void > {
	client.on( 'error', () => client.destroy() );
	// Browsers open connections ahead of need; those must not hold a worker.
	const isUsed = await new Promise< boolean >( ( resolve ) => {
		client.once( 'readable', () => resolve( client.readableLength > 0 ) );
		client.once( 'close', () => resolve( false ) );
	} );
	if ( ! isUsed || ! client.remoteAddress ) {
		client.destroy();
		return;
	}
	const { worker, upstream } = await connectToWorker( client.remoteAddress );
	upstream.on( 'error', () => client.destroy() );
	// The worker is free when PHP has finished, which may be after its answer.
	upstream.once( 'close', () => {
		client.destroySoon();
		becomesIdle( worker );
	} );
	client.pipe( upstream );
	upstream.pipe( client );
	// What a caller does not wait for is still brought to its end.
	client.once( 'close', () => upstream.end().resume() );
}

const server = createServer(
	{ allowHalfOpen: true },
	( client ) => void serve( client )
);
server.listen( Number( port ), HOST );
workerPorts.forEach( ( worker ) => void keep( worker ) );
