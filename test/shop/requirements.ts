import { installPackages, lastAlternative } from './apt';
import {
	chromiumBinary,
	fpmBinary,
	mariadbBinary,
	nginxBinary,
	phpVersion,
} from './binaries';
import { run, runs } from './run';
import type { Database, Log, Server } from './types';

/** What a shop or a suite may lack on a machine, and how it is had. */
export interface Requirement {
	/** For people. */
	readonly what: string;
	readonly isThere: () => Promise< boolean >;
	/** The packages that bring it. */
	readonly packages?: {
		/** Alternatives stand with a | between them, the best first; each release has the last. */
		readonly apt: string;
		readonly dnf: string;
		readonly brew: string;
	};
	/** Brings what no package does. @throws {Error} Where that fails. */
	readonly provide?: ( log: Log ) => Promise< void >;
}

/** What is not to be had here. */
export interface Missing {
	readonly requirement: Requirement;
	/** With what to do about it. */
	readonly why: string;
}

const OLDEST_PHP = '8.1';

function extension( name: string, apt: string, dnf: string ): Requirement {
	return {
		what: `PHP’s extension ${ name }`,
		isThere: () =>
			runs( 'php', [
				'-r',
				'exit(extension_loaded($argv[1]) ? 0 : 1);',
				name,
			] ),
		// %php% becomes Debian's name for the version that is there, such as php8.2.
		packages: { apt: `%php%-${ apt }`, dnf, brew: 'php' },
	};
}

function program(
	what: string,
	find: () => Promise< string >,
	apt: string,
	dnf: string,
	brew: string
): Requirement {
	return {
		what,
		isThere: () =>
			find().then(
				() => true,
				() => false
			),
		packages: { apt, dnf, brew },
	};
}

/** PHP’s extensions that WordPress, Composer and the PHP tools ask for. */
export const php: readonly Requirement[] = [
	extension( 'dom', 'xml', 'php-xml' ),
	extension( 'mbstring', 'mbstring', 'php-mbstring' ),
	extension( 'zip', 'zip', 'php-pecl-zip' ),
];
const sqlite: readonly Requirement[] = [
	extension( 'pdo_sqlite', 'sqlite3', 'php-pdo' ),
];
const mariadb: readonly Requirement[] = [
	extension( 'mysqli', 'mysql', 'php-mysqlnd' ),
	// The core package brings no service that would start by itself.
	program(
		'MariaDB',
		mariadbBinary,
		'mariadb-server-core',
		'mariadb-server',
		'mariadb'
	),
	// Its mariadb-install-db calls this one, which Debian keeps with the clients.
	program(
		'MariaDB’s my_print_defaults',
		() => run( 'my_print_defaults', [ '--version' ] ),
		'mariadb-client-core',
		'mariadb',
		'mariadb'
	),
];
const fpm: readonly Requirement[] = [
	program( 'php-fpm', fpmBinary, '%php%-fpm', 'php-fpm', 'php' ),
	program( 'nginx', nginxBinary, 'nginx-light', 'nginx-core', 'nginx' ),
];
/** Only where a shop with an object cache is asked for. */
export const redis: readonly Requirement[] = [
	program(
		'Redis',
		async () => {
			await run( 'redis-cli', [ '--version' ] );
			return run( 'redis-server', [ '--version' ] );
		},
		'redis-server',
		'redis',
		'redis'
	),
];
export const chromium: readonly Requirement[] = [
	program(
		'Chromium',
		chromiumBinary,
		// Without windows, the tests take a quarter less time.
		'chromium-headless-shell|chromium',
		'chromium',
		'--cask chromium'
	),
];

/** Thrown where something is missing and cannot be installed from here; its message says what to run. */
export class MissingRequirement extends Error {}

/** What a shop needs of a machine. */
export function shopRequirements(
	db: Database = 'sqlite',
	server: Server = 'builtin'
): readonly Requirement[] {
	return [
		...php,
		...( db === 'mariadb' ? mariadb : sqlite ),
		...( server === 'fpm' ? fpm : [] ),
	];
}

/** What any suite needs. */
export const everything: readonly Requirement[] = [
	...php,
	...sqlite,
	...mariadb,
	...fpm,
	...chromium,
];

/**
 * Sees to it that the machine has all of these: what comes as packages in one go, then the rest.
 *
 * @throws {MissingRequirement} With the commands to run.
 */
export async function require_(
	requirements: readonly Requirement[],
	log: Log
): Promise< void > {
	await requirePhp();
	const missing = await provide( requirements, log );
	if ( missing.length > 0 ) {
		throw new MissingRequirement(
			unique( missing.map( ( { why } ) => why ) ).join( '\n' )
		);
	}
}

/** Sees to it that the machine has what a shop needs. @throws {MissingRequirement} With the commands to run. */
export function requireForShop(
	db: Database,
	server: Server,
	log: Log
): Promise< void > {
	return require_( shopRequirements( db, server ), log );
}

/** Sees to it that there is a Chromium, and says where. @throws {MissingRequirement} With the commands to run. */
export async function requireChromium( log: Log ): Promise< string > {
	await require_( chromium, log );
	return chromiumBinary();
}

/** @throws {MissingRequirement} Where there is no PHP, or too old a one. */
export async function requirePhp(): Promise< void > {
	const version = await phpVersion().catch( () => '' );
	if ( version.localeCompare( OLDEST_PHP, 'en', { numeric: true } ) < 0 ) {
		throw new MissingRequirement(
			`PHP ${ OLDEST_PHP } or newer is needed on the command line; ${ version ? `here it is ${ version }` : 'there is none here' }.\n` +
				'  Debian, Ubuntu   apt-get install php-cli\n  Fedora           dnf install php-cli\n  macOS            brew install php'
		);
	}
}

/**
 * Brings what is missing, as far as that can be done from here.
 *
 * @return What is still missing then.
 */
export async function provide(
	requirements: readonly Requirement[],
	log: Log
): Promise< Missing[] > {
	const asked = [ ...new Set( requirements ) ];
	const absent = await absentOf(
		asked.filter( ( { packages } ) => packages )
	);
	const missing = absent.length > 0 ? await installAll( absent, log ) : [];
	for ( const requirement of await absentOf(
		asked.filter( ( { packages } ) => ! packages )
	) ) {
		await requirement.provide?.( log ).catch( ( error: unknown ) => {
			missing.push( {
				requirement,
				why: `${ requirement.what }: ${ messageOf( error ) }`,
			} );
		} );
	}
	return missing;
}

async function absentOf(
	requirements: readonly Requirement[]
): Promise< Requirement[] > {
	const found = await Promise.all(
		requirements.map( ( { isThere } ) => isThere() )
	);
	return requirements.filter( ( _, index ) => ! found[ index ] );
}

/** Installs what is absent, where this machine lets us. */
async function installAll(
	absent: readonly Requirement[],
	log: Log
): Promise< Missing[] > {
	if ( process.getuid?.() !== 0 || ! ( await runs( 'apt-get' ) ) ) {
		const why = `${ missingIs( absent ) } Install with\n${ await commands( absent ) }`;
		return absent.map( ( requirement ) => ( { requirement, why } ) );
	}
	const apt = await aptNames( absent );
	log(
		`${ missingIs( absent ) } Installing with apt: ${ apt.join( ' ' ) } …`
	);
	await installPackages( apt, log ).catch( async ( error: unknown ) => {
		if ( absent.length === 1 ) {
			log( messageOf( error ) );
			return;
		}
		// One package that cannot be had keeps apt from all others.
		for ( const requirement of absent ) {
			await installPackages(
				await aptNames( [ requirement ] ),
				log
			).catch( ( oneError: unknown ) => log( messageOf( oneError ) ) );
		}
	} );
	const still = await absentOf( absent );
	return Promise.all(
		still.map( async ( requirement ) => ( {
			requirement,
			why: `${ requirement.what } is still missing after apt-get install ${ ( await aptNames( [ requirement ] ) ).join( ' ' ).replaceAll( '|', ' or ' ) }.`,
		} ) )
	);
}

function missingIs( absent: readonly Requirement[] ): string {
	return `${ absent.map( ( { what } ) => what ).join( ', ' ) } ${ absent.length === 1 ? 'is' : 'are' } missing.`;
}

/** Debian's names of their packages, for the PHP that is there. */
async function aptNames( absent: readonly Requirement[] ): Promise< string[] > {
	const minor = ( await phpVersion() ).split( '.' ).slice( 0, 2 ).join( '.' );
	return namesFor( 'apt', absent ).map( ( name ) =>
		name.replace( '%php%', `php${ minor }` )
	);
}

async function commands( absent: readonly Requirement[] ): Promise< string > {
	const apt = ( await aptNames( absent ) ).map( lastAlternative );
	return (
		`  Debian, Ubuntu   sudo apt-get install ${ apt.join( ' ' ) }\n` +
		`  Fedora           sudo dnf install ${ namesFor( 'dnf', absent ).join( ' ' ) }\n` +
		`  macOS            ${ namesFor( 'brew', absent )
			.map( ( name ) => `brew install ${ name }` )
			.join( ' && ' ) }`
	);
}

function namesFor(
	system: 'apt' | 'dnf' | 'brew',
	absent: readonly Requirement[]
): string[] {
	return unique(
		absent.flatMap( ( { packages } ) => packages?.[ system ] ?? [] )
	);
}

function unique( names: readonly string[] ): string[] {
	return [ ...new Set( names ) ];
}

function messageOf( error: unknown ): string {
	return error instanceof Error ? error.message : String( error );
}
