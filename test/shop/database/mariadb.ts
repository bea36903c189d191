import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mariadbBinary } from '../binaries';
import { startInBackground, waitFor, type Started } from '../processes';
import { run, runs } from '../run';
import { socketOf } from '../sockets';

const isRoot = process.getuid?.() === 0;

export const MARIADB = { name: 'wordpress', user: 'root', password: '' };

export function mariadbSocket( folder: string ): string {
	return socketOf( folder, 'mariadb' );
}

/** Makes an empty database in the shop's folder. */
export async function createMariadb( folder: string ): Promise< void > {
	await writeConfiguration( folder );
	await run( 'mariadb-install-db', [
		`--defaults-file=${ configurationIn( folder ) }`,
		'--auth-root-authentication-method=normal',
		'--skip-test-db',
	] );
}

/** Starts the shop's own mariadbd, which listens on a socket only. */
export async function startMariadb( folder: string ): Promise< Started > {
	await writeConfiguration( folder );
	const started = await startInBackground(
		'mariadbd',
		await mariadbBinary(),
		[ `--defaults-file=${ configurationIn( folder ) }` ],
		{ log: join( folder, 'database.log' ) }
	);
	await waitFor( 'The start of MariaDB', () => answers( folder ), 30_000 );
	return started;
}

/** Asked through PHP, since that is who has to be answered. */
function answers( folder: string ): Promise< boolean > {
	return runs( 'php', [
		'-r',
		'mysqli_report(MYSQLI_REPORT_OFF); exit(@mysqli_connect("localhost", $argv[1], "", $argv[2], 0, $argv[3]) ? 0 : 1);',
		MARIADB.user,
		MARIADB.name,
		mariadbSocket( folder ),
	] );
}

function configurationIn( folder: string ): string {
	return join( folder, 'mariadb.cnf' );
}

/** Written at every start, since the folder may have been copied. */
async function writeConfiguration( folder: string ): Promise< void > {
	const data = join( folder, 'database' );
	const temporary = join( folder, 'mariadb-tmp' );
	const init = join( folder, 'mariadb-init.sql' );
	await mkdir( data, { recursive: true } );
	// A server that starts removes every temporary table that it finds there, another server's too.
	await mkdir( temporary, { recursive: true } );
	await writeFile(
		init,
		`CREATE DATABASE IF NOT EXISTS ${ MARIADB.name } CHARACTER SET utf8mb4;\n`
	);
	await writeFile(
		configurationIn( folder ),
		`[mariadbd]
${ isRoot ? 'user = root\n' : '' }datadir = ${ data }
tmpdir = ${ temporary }
socket = ${ mariadbSocket( folder ) }
pid-file = ${ folder }/mariadb.pid
init-file = ${ init }
skip-networking
skip-log-bin
max-connections = 100
innodb-buffer-pool-size = 128M
innodb-log-file-size = 32M
# A crash of the machine may cost a test shop its last second.
innodb-flush-log-at-trx-commit = 2
`
	);
}
