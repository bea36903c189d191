import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from './database/mariadb';
import { shopFolder } from './paths';
import { end, isRunning, type Started } from './processes';
import { startRedis } from './redis';
import { readShopFile, writeShopFile } from './shop-file';

/**
 * Ends a running shop's MariaDB and starts it again.
 *
 * @param name   The shop's.
 * @param signal SIGKILL: as in a crash.
 */
export function restartDatabase(
	name: string,
	signal: 'SIGTERM' | 'SIGKILL'
): Promise< void > {
	return restart( name, 'mariadbd', startMariadb, signal );
}

/**
 * Ends a running shop's Redis, and starts it again after a while, empty.
 *
 * @param name The shop's.
 * @param away Milliseconds.
 */
export function restartRedis( name: string, away: number ): Promise< void > {
	return restart( name, 'redis', startRedis, 'SIGKILL', away );
}

async function restart(
	name: string,
	which: string,
	start: ( folder: string ) => Promise< Started >,
	signal: 'SIGTERM' | 'SIGKILL',
	away = 0
): Promise< void > {
	const folder = shopFolder( name );
	const file = await readShopFile( name );
	const running = file?.processes.find( ( one ) => one.name === which );
	if ( ! file || ! running ) {
		throw new Error( `The shop “${ name }” has no ${ which } that runs.` );
	}
	if ( signal === 'SIGKILL' ) {
		process.kill( -running.pid, 'SIGKILL' );
		while ( await isRunning( running, folder ) ) {
			await sleep( 25 );
		}
	} else {
		await end( running, folder );
	}
	await sleep( away );
	const started = await start( folder );
	await writeShopFile( {
		...file,
		processes: file.processes.map( ( one ) =>
			one === running ? started : one
		),
	} );
}
