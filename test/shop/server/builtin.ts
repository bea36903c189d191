import { join } from 'node:path';
import { repository } from '../paths';
import { opcacheFolder, phpArguments } from '../php';
import { freePort } from '../ports';
import { startInBackground, type Started } from '../processes';

const WORKERS = 6;

/** Where workers' ports begin; away from those that people and suites choose. */
const FIRST_WORKER_PORT = 28_000;

/** Serves a WordPress folder by PHP's built-in server. */
export async function startBuiltin( shop: {
	folder: string;
	wordpress: string;
	port: number;
} ): Promise< readonly Started[] > {
	const workers: number[] = [];
	// Each shop looks from another port on, so that two that start at once do not meet.
	let port = FIRST_WORKER_PORT + ( shop.port % 1000 ) * 10;
	while ( workers.length < WORKERS ) {
		port = await freePort( port );
		workers.push( port++ );
	}
	const pool = await startInBackground(
		'php',
		process.execPath,
		[
			'--import',
			'tsx',
			join( __dirname, 'worker-pool.ts' ),
			String( shop.port ),
			workers.join( ',' ),
			opcacheFolder,
			'php',
			...phpArguments,
			...[ '-d', 'opcache.file_cache=%file_cache%' ],
			'-S',
			'127.0.0.1:%port%',
			'-t',
			shop.wordpress,
			join( __dirname, 'router.php' ),
		],
		{ cwd: repository, log: join( shop.folder, 'server.log' ) }
	);
	return [ pool ];
}
