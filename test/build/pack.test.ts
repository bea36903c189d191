/** @jest-environment node */
import {
	mkdirSync,
	mkdtempSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import AdmZip from 'adm-zip';

import { pack } from './pack';

const FILES = {
	'plugin.php': '<?php // Begins.',
	'php/B.php': '<?php // Comes after Z in no sorting by language.',
	'php/Z.php': '<?php',
	'php/a.php': '<?php',
	'assets/admin.js': 'x'.repeat( 5000 ),
};

const folders: string[] = [];

/** Writes the files as somebody else would, at another time. */
function tree( names: string[], mode: number, changed: Date ): string {
	const root = mkdtempSync( join( tmpdir(), 'pack-' ) );
	folders.push( root );
	const folder = join( root, 'telaris-for-woocommerce' );
	for ( const name of names ) {
		const file = join( folder, name );
		mkdirSync( dirname( file ), { recursive: true } );
		writeFileSync( file, FILES[ name as keyof typeof FILES ], { mode } );
		utimesSync( file, changed, changed );
	}
	return folder;
}

afterAll( () =>
	folders.forEach( ( folder ) => rmSync( folder, { recursive: true } ) )
);

it( 'gives the same bytes for the same files', () => {
	const names = Object.keys( FILES );
	const first = pack( tree( names, 0o644, new Date( 2020, 1, 1 ) ) );
	const second = pack(
		tree( names.reverse(), 0o600, new Date( 2026, 1, 1 ) )
	);
	expect( second.bytes.equals( first.bytes ) ).toBe( true );
} );

it( 'has every file under the name of the plugin, to be read by all', () => {
	const { bytes, names } = pack(
		tree( Object.keys( FILES ), 0o600, new Date() )
	);
	const entries = new AdmZip( bytes ).getEntries();
	expect( entries.map( ( { entryName } ) => entryName ) ).toEqual( names );
	expect( names ).toEqual( [
		'telaris-for-woocommerce/assets/admin.js',
		'telaris-for-woocommerce/php/B.php',
		'telaris-for-woocommerce/php/Z.php',
		'telaris-for-woocommerce/php/a.php',
		'telaris-for-woocommerce/plugin.php',
	] );
	for ( const entry of entries ) {
		// eslint-disable-next-line no-bitwise -- the mode is in the upper half.
		expect( ( entry.header.attr >>> 16 ) & 0o777 ).toBe( 0o644 );
	}
} );
