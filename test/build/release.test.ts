/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { release } from './release';
import { forReadme, withVersion } from './version';

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- A button.

## [0.1.0] - 2026-01-01

- First.
`;

let root: string;

const git = ( ...args: string[] ) =>
	execFileSync( 'git', args, { cwd: root, encoding: 'utf8' } ).trim();
const read = ( name: string ) => readFileSync( join( root, name ), 'utf8' );
const write = ( name: string, text: string ) =>
	writeFileSync( join( root, name ), text );

/** Stands for the build: packs the version that it finds. */
const pack = () => {
	mkdirSync( join( root, 'dist' ), { recursive: true } );
	write(
		'dist/telaris-for-woocommerce.zip',
		JSON.parse( read( 'package.json' ) ).version
	);
};

const make = ( version: string, more = {} ) =>
	release( { root, version, date: '2026-11-27', pack, ...more } );

beforeEach( () => {
	root = mkdtempSync( join( tmpdir(), 'release-' ) );
	git( 'init', '--quiet' );
	git( 'config', 'user.name', 'Test' );
	git( 'config', 'user.email', 'test@example.com' );
	write( '.gitignore', 'dist/\n' );
	write( 'package.json', '{\n\t"name": "x",\n\t"version": "0.1.0"\n}\n' );
	write(
		'package-lock.json',
		'{\n\t"version": "0.1.0",\n\t"packages": {\n\t\t"": {\n\t\t\t"version": "0.1.0"\n\t\t},\n\t\t"node_modules/y": {\n\t\t\t"version": "0.1.0"\n\t\t}\n\t}\n}\n'
	);
	write( 'CHANGELOG.md', CHANGELOG );
	for ( const folder of [ 'plugin', 'test/contract/released' ] ) {
		mkdirSync( join( root, folder ), { recursive: true } );
	}
	write( 'plugin/openapi.json', '{"version":"{{version}}"}\n' );
	write( 'test/contract/released/openapi.json', '{}\n' );
	git( 'add', '.' );
	git( 'commit', '--quiet', '-m', 'Begin' );
} );
afterEach( () => rmSync( root, { recursive: true } ) );

it( 'sets the version, dates the changelog, packs, commits and tags', () => {
	const zip = make( '0.2.0' );
	expect( zip ).toBe(
		join( root, 'dist/telaris-for-woocommerce-0.2.0.zip' )
	);
	expect( readFileSync( zip, 'utf8' ) ).toBe( '0.2.0' );
	expect( JSON.parse( read( 'package.json' ) ).version ).toBe( '0.2.0' );
	const lock = JSON.parse( read( 'package-lock.json' ) );
	expect( [
		lock.version,
		lock.packages[ '' ].version,
		lock.packages[ 'node_modules/y' ].version,
	] ).toEqual( [ '0.2.0', '0.2.0', '0.1.0' ] );
	expect( read( 'CHANGELOG.md' ) ).toContain(
		'## [Unreleased]\n\n## [0.2.0] - 2026-11-27\n\n### Added\n\n- A button.\n\n## [0.1.0]'
	);
	expect( read( 'test/contract/released/openapi.json' ) ).toBe(
		'{"version":"0.2.0"}\n'
	);
	expect( git( 'log', '-1', '--format=%s' ) ).toBe( 'Release 0.2.0' );
	expect( git( 'describe', '--exact-match' ) ).toBe( 'v0.2.0' );
	expect( git( 'cat-file', '-t', 'v0.2.0' ) ).toBe( 'tag' );
	expect( git( 'status', '--porcelain' ) ).toBe( '' );
} );

it.each( [
	[ 'no version', '1.2', () => {}, /no version/ ],
	[ 'a leading v', 'v1.2.3', () => {}, /no version/ ],
	[ 'an older version', '0.0.9', () => {}, /older/ ],
	[ 'a tag that is there', '0.2.0', () => git( 'tag', 'v0.2.0' ), /tag/ ],
	[ 'a version with a section', '0.1.0', () => {}, /section/ ],
	[
		'uncommitted changes',
		'0.2.0',
		() => write( 'CHANGELOG.md', `${ CHANGELOG }- More.\n` ),
		/not committed/,
	],
	[
		'nothing new',
		'0.2.0',
		() => {
			write( 'CHANGELOG.md', CHANGELOG.replace( '- A button.', '' ) );
			git( 'commit', '--quiet', '-am', 'Empty' );
		},
		/nothing to release/,
	],
] )( 'refuses %s', ( _what, version, prepare, message ) => {
	prepare();
	const before = [
		git( 'status', '--porcelain' ),
		git( 'rev-parse', 'HEAD' ),
		git( 'tag' ),
	];
	expect( () => make( version ) ).toThrow( message );
	expect( [
		git( 'status', '--porcelain' ),
		git( 'rev-parse', 'HEAD' ),
		git( 'tag' ),
	] ).toEqual( before );
} );

it( 'leaves nothing behind where the build fails', () => {
	expect( () =>
		make( '0.2.0', {
			pack: () => {
				throw new Error( 'no build' );
			},
		} )
	).toThrow( 'no build' );
	expect( read( 'CHANGELOG.md' ) ).toBe( CHANGELOG );
	expect( JSON.parse( read( 'package.json' ) ).version ).toBe( '0.1.0' );
	expect( [ git( 'tag' ), git( 'status', '--porcelain' ) ] ).toEqual( [
		'',
		'',
	] );
} );

it( 'stamps what is staged, and touches nothing else', () => {
	const file = join( root, 'CHANGELOG.md' );
	const image = Buffer.from( [ 0x89, 0x50, 0xff, 0x00 ] );
	expect( withVersion( image, '0.2.0', file ) ).toBe( image );
	expect(
		withVersion(
			Buffer.from( 'Version: {{version}}\n{{changelog}}' ),
			'0.1.0',
			file
		)
	).toBe( 'Version: 0.1.0\n= 0.1.0 =\n* First.' );
} );

it( 'shows what is unreleased where a version has no section yet', () => {
	expect( forReadme( CHANGELOG, '0.2.0' ) ).toBe( '= 0.2.0 =\n* A button.' );
} );
