import { access, rm, writeFile } from 'node:fs/promises';
import {
	chromiumBinary,
	fpmBinary,
	mariadbBinary,
	nginxBinary,
	phpVersion,
} from './binaries';
import { run, runs } from './run';
import type { Database, Log, Server } from './types';

/** What a shop or a suite may lack on a machine, and the packages that bring it. */
interface Requirement {
	/** For people. */
	readonly what: string;
	readonly isThere: () => Promise< boolean >;
	readonly apt: string;
	readonly dnf: string;
	readonly brew: string;
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
		apt: `%php%-${ apt }`,
		dnf,
		brew: 'php',
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
		apt,
		dnf,
		brew,
	};
}

const php = [
	extension( 'dom', 'xml', 'php-xml' ),
	extension( 'mbstring', 'mbstring', 'php-mbstring' ),
	extension( 'zip', 'zip', 'php-pecl-zip' ),
];
const sqlite = [ extension( 'pdo_sqlite', 'sqlite3', 'php-pdo' ) ];
const mariadb = [
	extension( 'mysqli', 'mysql', 'php-mysqlnd' ),
	// The core package brings no service that would start by itself.
	program(
		'MariaDB',
		mariadbBinary,
		'mariadb-server-core',
		'mariadb-server',
		'mariadb'
	),
];
const fpm = [
	program( 'php-fpm', fpmBinary, '%php%-fpm', 'php-fpm', 'php' ),
	program( 'nginx', nginxBinary, 'nginx-light', 'nginx-core', 'nginx' ),
];
const chromium = [
	program(
		'Chromium',
		chromiumBinary,
		'chromium',
		'chromium',
		'--cask chromium'
	),
];

/** Thrown where something is missing and cannot be installed from here; its message says what to run. */
export class MissingRequirement extends Error {}

/**
 * Sees to it that the machine has what a shop needs.
 *
 * @throws {MissingRequirement} With the commands to run.
 */
export async function requireForShop(
	db: Database,
	server: Server,
	log: Log
): Promise< void > {
	await requirePhp();
	await require_(
		[
			...php,
			...( db === 'mariadb' ? mariadb : sqlite ),
			...( server === 'fpm' ? fpm : [] ),
		],
		log
	);
}

/** Sees to it that there is a Chromium, and says where. */
export async function requireChromium( log: Log ): Promise< string > {
	await require_( chromium, log );
	return chromiumBinary();
}

/** Sees to it that there is everything that any suite needs. */
export async function requireEverything( log: Log ): Promise< void > {
	await requirePhp();
	await require_(
		[ ...php, ...sqlite, ...mariadb, ...fpm, ...chromium ],
		log
	);
}

async function requirePhp(): Promise< void > {
	const version = await phpVersion().catch( () => '' );
	if ( version.localeCompare( OLDEST_PHP, 'en', { numeric: true } ) < 0 ) {
		throw new MissingRequirement(
			`PHP ${ OLDEST_PHP } or newer is needed on the command line; ${ version ? `here it is ${ version }` : 'there is none here' }.\n` +
				'  Debian, Ubuntu   apt-get install php-cli\n  Fedora           dnf install php-cli\n  macOS            brew install php'
		);
	}
}

async function require_(
	requirements: readonly Requirement[],
	log: Log
): Promise< void > {
	const missing: Requirement[] = [];
	for ( const requirement of requirements ) {
		if ( ! ( await requirement.isThere() ) ) {
			missing.push( requirement );
		}
	}
	if ( missing.length === 0 ) {
		return;
	}
	const minor = ( await phpVersion() ).split( '.' ).slice( 0, 2 ).join( '.' );
	const apt = unique(
		missing.map( ( one ) => one.apt.replace( '%php%', `php${ minor }` ) )
	);
	const what = missing.map( ( one ) => one.what ).join( ', ' );
	if ( process.getuid?.() === 0 && ( await runs( 'apt-get' ) ) ) {
		log(
			`${ what } ${ missing.length === 1 ? 'is' : 'are' } missing; installing with apt: ${ apt.join( ' ' ) }`
		);
		await install( apt );
		const still =
			missing[
				(
					await Promise.all( missing.map( ( one ) => one.isThere() ) )
				).indexOf( false )
			];
		if ( still ) {
			throw new MissingRequirement(
				`${ still.what } is still missing after apt-get install ${ apt.join( ' ' ) }.`
			);
		}
		return;
	}
	throw new MissingRequirement(
		`${ what } ${ missing.length === 1 ? 'is' : 'are' } missing. Install with\n` +
			`  Debian, Ubuntu   sudo apt-get install ${ apt.join( ' ' ) }\n` +
			`  Fedora           sudo dnf install ${ unique( missing.map( ( one ) => one.dnf ) ).join( ' ' ) }\n` +
			`  macOS            ${ brewCommands( missing ) }`
	);
}

function brewCommands( missing: readonly Requirement[] ): string {
	return unique( missing.map( ( one ) => one.brew ) )
		.map( ( name ) => `brew install ${ name }` )
		.join( ' && ' );
}

function unique( names: readonly string[] ): string[] {
	return [ ...new Set( names ) ];
}

/** Debian's word for whether a package may start its service. */
const POLICY = '/usr/sbin/policy-rc.d';

async function install( packages: readonly string[] ): Promise< void > {
	// The shop has servers of its own; the machine's are not to start.
	const isOurs = await access( POLICY ).then(
		() => false,
		() => true
	);
	if ( isOurs ) {
		await writeFile( POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 } );
	}
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	try {
		await run( 'apt-get', [ 'update', '-qq' ], { env } );
		await run(
			'apt-get',
			[ 'install', '-y', '-qq', '--no-install-recommends', ...packages ],
			{ env }
		);
	} finally {
		if ( isOurs ) {
			await rm( POLICY, { force: true } );
		}
	}
}
