import { existsSync } from 'node:fs';
import { copyFile, cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths';
import { startInBackground, waitFor, type Started } from './processes';
import { run, runs } from './run';
import { socketOf } from './sockets';

/** The real plug-in that keeps WordPress's object cache in Redis, where somebody has put it. */
export const redisCacheFolder = cacheFolder( 'plugins', 'redis-cache' );

/** Is Redis Object Cache to be had? */
export function hasRedisCache(): boolean {
	return existsSync( join( redisCacheFolder, 'includes/object-cache.php' ) );
}

export function redisSocket( folder: string ): string {
	return socketOf( folder, 'redis' );
}

/**
 * Puts Redis Object Cache and its drop-in into a WordPress.
 *
 * @throws {Error} Where it is not to be had.
 */
export async function installRedisCache( wordpress: string ): Promise< void > {
	if ( ! hasRedisCache() ) {
		throw new Error(
			`--redis needs the plug-in Redis Object Cache (redis-cache), unpacked into ${ redisCacheFolder }.`
		);
	}
	const content = join( wordpress, 'wp-content' );
	await cp( redisCacheFolder, join( content, 'plugins/redis-cache' ), {
		recursive: true,
	} );
	await copyFile(
		join( redisCacheFolder, 'includes/object-cache.php' ),
		join( content, 'object-cache.php' )
	);
}

/** For wp-config.php. The shop stays up where Redis does not, which is where caches fall behind. */
export function redisConfiguration( folder: string ): string {
	return `define('WP_REDIS_CLIENT', 'predis');
define('WP_REDIS_SCHEME', 'unix');
define('WP_REDIS_PATH', '${ redisSocket( folder ) }');
define('WP_REDIS_GRACEFUL', true);
`;
}

/** Starts the shop's own Redis, which listens on a socket only and keeps nothing on the disk. */
export async function startRedis( folder: string ): Promise< Started > {
	const started = await startInBackground(
		'redis',
		'redis-server',
		[
			...[ '--dir', folder, '--port', '0', '--save', '' ],
			...[ '--unixsocket', redisSocket( folder ) ],
			// Its process is known by the shop's folder.
			...[ '--set-proc-title', 'no' ],
		],
		{ log: join( folder, 'redis.log' ) }
	);
	await waitFor(
		'The start of Redis',
		() => runs( 'redis-cli', [ '-s', redisSocket( folder ), 'ping' ] ),
		10_000
	);
	return started;
}

export async function flushRedis( folder: string ): Promise< void > {
	await run( 'redis-cli', [ '-s', redisSocket( folder ), 'flushall' ] );
}

/** For the ground: “Redis 7.0.15 by redis-cache 2.6.3”. */
export async function redisVersions(): Promise< string > {
	const server = await run( 'redis-server', [ '--version' ] );
	const plugIn = await readFile(
		join( redisCacheFolder, 'redis-cache.php' ),
		'utf8'
	);
	return `Redis ${ /v=(\S+)/.exec( server )?.[ 1 ] ?? '' } by redis-cache ${ /Version: (\S+)/.exec( plugIn )?.[ 1 ] ?? '' }`;
}
