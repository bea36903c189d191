import { run } from './run';

/** Where Debian keeps servers, which not every user's PATH names. */
const folders = [
	'',
	'/usr/sbin/',
	'/usr/local/sbin/',
	'/opt/homebrew/sbin/',
	'/opt/homebrew/opt/php/sbin/',
];

/**
 * Finds the php-fpm of the very PHP that the command line has.
 *
 * @throws {Error} Where there is none.
 */
export async function fpmBinary(): Promise< string > {
	const version = await phpVersion();
	const minor = version.split( '.' ).slice( 0, 2 ).join( '.' );
	for ( const name of [ `php-fpm${ minor }`, 'php-fpm' ] ) {
		for ( const folder of folders ) {
			const said = await run( folder + name, [ '-v' ] ).catch( () => '' );
			if ( said.startsWith( `PHP ${ minor }.` ) ) {
				return folder + name;
			}
		}
	}
	throw new Error( `There is no php-fpm of PHP ${ minor }.` );
}

/** Finds mariadbd, or mysqld as MariaDB calls it too. */
export async function mariadbBinary(): Promise< string > {
	for ( const name of [ 'mariadbd', 'mysqld' ] ) {
		for ( const folder of folders ) {
			const said = await run( folder + name, [ '--version' ] ).catch(
				() => ''
			);
			if ( said.includes( 'MariaDB' ) ) {
				return folder + name;
			}
		}
	}
	throw new Error( 'There is no mariadbd.' );
}

export async function nginxBinary(): Promise< string > {
	for ( const folder of folders ) {
		const found = await run( `${ folder }nginx`, [ '-v' ] ).then(
			() => true,
			() => false
		);
		if ( found ) {
			return `${ folder }nginx`;
		}
	}
	throw new Error( 'There is no nginx.' );
}

/** Finds Chromium for the end-to-end suites. */
export async function chromiumBinary(): Promise< string > {
	const candidates = [
		process.env[ 'CHROMIUM' ],
		// Without windows, it starts in a third of the time.
		'chromium-headless-shell',
		'chromium',
		'chromium-browser',
		'google-chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	];
	for ( const candidate of candidates ) {
		const path = candidate ? await whereIs( candidate ) : '';
		if ( path ) {
			return path;
		}
	}
	throw new Error( 'There is no Chromium.' );
}

async function whereIs( command: string ): Promise< string > {
	return run( 'sh', [ '-c', 'command -v "$0"', command ] ).then(
		( path ) => path.trim(),
		() => ''
	);
}

export async function phpVersion(): Promise< string > {
	return run( 'php', [ '-r', 'echo PHP_VERSION;' ] );
}
