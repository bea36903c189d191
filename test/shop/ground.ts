import { mariadbBinary, nginxBinary, phpVersion } from './binaries';
import type { Parts } from './files';
import { run } from './run';
import type { Ground, Server } from './types';

/** Says what a shop stands on. */
export async function groundOf(
	parts: Parts,
	server: Server
): Promise< Ground > {
	const php = await phpVersion();
	return {
		wordpress: parts.wordpress.version,
		woocommerce: parts.woocommerce.version,
		standIn: parts.woocommerce.standIn,
		php,
		database:
			parts.database === 'mariadb'
				? `MariaDB ${ await mariadbVersion() }`
				: `SQLite ${ await sqliteVersion() }`,
		server:
			server === 'fpm'
				? `nginx ${ await nginxVersion() } + php-fpm`
				: 'PHP’s built-in server',
	};
}

/** The ground in a line, for people. */
export function describe( ground: Ground ): string {
	const woocommerce = ground.standIn
		? `the stand-in for WooCommerce (NOT the real one; says it is ${ ground.woocommerce })`
		: `WooCommerce ${ ground.woocommerce }`;
	return `WordPress ${ ground.wordpress }, ${ woocommerce }, PHP ${ ground.php }, ${ ground.database }, ${ ground.server }`;
}

function sqliteVersion(): Promise< string > {
	return run( 'php', [
		'-r',
		'echo (new PDO("sqlite::memory:"))->query("SELECT sqlite_version()")->fetchColumn();',
	] );
}

async function mariadbVersion(): Promise< string > {
	const said = await run( await mariadbBinary(), [ '--version' ] );
	return (
		/(\d+\.\d+\.\d+)-MariaDB/.exec( said )?.[ 1 ] ?? 'of unknown version'
	);
}

async function nginxVersion(): Promise< string > {
	// nginx tells its version on standard error.
	const said = await run( 'sh', [
		'-c',
		'"$0" -v 2>&1',
		await nginxBinary(),
	] );
	return /nginx\/(\S+)/.exec( said )?.[ 1 ] ?? '';
}
