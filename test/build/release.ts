/** Makes a release: version, section of the changelog, zip, commit, tag. In this order, so that what fails leaves nothing behind. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { released } from './changelog';

export interface Release {
	/** The checkout. */
	readonly root: string;
	readonly version: string;
	/** YYYY-MM-DD */
	readonly date: string;
	/** Builds the plugin and packs dist/telaris-for-woocommerce.zip. */
	readonly pack: () => void;
}

/** What a release changes. */
const FILES = [
	'package.json',
	'package-lock.json',
	'CHANGELOG.md',
	'test/contract/released/openapi.json',
];

/** The contract that callers are promised from here on: `npm run lint:contract` compares with it. */
const CONTRACT = 'plugin/openapi.json';

/**
 * @return The zip, named by its version.
 * @throws Error that says what is in the way; nothing has changed then.
 */
export function release( { root, version, date, pack }: Release ): string {
	const git = ( ...args: string[] ) =>
		execFileSync( 'git', args, { cwd: root, encoding: 'utf8' } ).trim();
	const read = ( name: string ) => readFileSync( join( root, name ), 'utf8' );
	const write = ( name: string, text: string ) =>
		writeFileSync( join( root, name ), text );

	const current = ( JSON.parse( read( 'package.json' ) ) as Versioned )
		.version;
	if ( ! isVersion( version ) ) {
		throw new Error( `${ version } is no version such as 1.2.3.` );
	}
	if ( compare( version, current ) < 0 ) {
		throw new Error( `${ version } is older than ${ current }.` );
	}
	if ( git( 'status', '--porcelain' ) !== '' ) {
		throw new Error( 'There are changes that are not committed.' );
	}
	const tag = `v${ version }`;
	if ( git( 'tag', '--list', tag ) !== '' ) {
		throw new Error( `There is a tag ${ tag } already.` );
	}
	const changelog = released( read( 'CHANGELOG.md' ), version, date );

	try {
		write( 'CHANGELOG.md', changelog );
		for ( const name of [ 'package.json', 'package-lock.json' ] ) {
			write( name, withVersionOf( read( name ), version ) );
		}
		write(
			'test/contract/released/openapi.json',
			read( CONTRACT ).replaceAll( '{{version}}', version )
		);
		pack();
		const packed = join( root, 'dist/telaris-for-woocommerce.zip' );
		if ( ! existsSync( packed ) ) {
			throw new Error( 'The build made no zip.' );
		}
		const zip = join(
			root,
			`dist/telaris-for-woocommerce-${ version }.zip`
		);
		copyFileSync( packed, zip );
		git(
			'commit',
			'--quiet',
			'-m',
			`Release ${ version }`,
			'--',
			...FILES
		);
		git( 'tag', '--annotate', tag, '-m', `Version ${ version }` );
		return zip;
	} catch ( error ) {
		git( 'checkout', '--quiet', 'HEAD', '--', ...FILES );
		throw error;
	}
}

export function isVersion( text: string ): boolean {
	return /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test( text );
}

/** Below zero where a is older than b. */
export function compare( a: string, b: string ): number {
	const [ first, second ] = [ a, b ].map( ( version ) =>
		version.split( '.' ).map( Number )
	);
	for ( const place of [ 0, 1, 2 ] ) {
		const difference =
			( first?.[ place ] ?? 0 ) - ( second?.[ place ] ?? 0 );
		if ( difference !== 0 ) {
			return difference;
		}
	}
	return 0;
}

interface Versioned {
	version: string;
	packages?: { ''?: { version: string } };
}

/** The same package.json or package-lock.json, with its own version changed. */
function withVersionOf( json: string, version: string ): string {
	const document = JSON.parse( json ) as Versioned;
	document.version = version;
	const own = document.packages?.[ '' ];
	if ( own ) {
		own.version = version;
	}
	return `${ JSON.stringify( document, null, '\t' ) }\n`;
}
