/** What the plugin says it was tested on is what test/matrix.json has. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from '../shop/paths';
import { argumentsOf, matrix } from './matrix';

const minor = ( version: string ) =>
	version.split( '.' ).slice( 0, 2 ).join( '.' );

/** A field of a plugin's header, or of a readme.txt. */
async function field( path: string, name: string ): Promise< string > {
	const text = await readFile( join( repository, path ), 'utf8' );
	const found = new RegExp( `^[ *]*${ name }:\\s*(\\S+)`, 'm' ).exec( text );
	assert.ok( found?.[ 1 ], `${ path } has no “${ name }”.` );
	return found[ 1 ];
}

const HEADER = 'plugin/telaris-for-woocommerce.php';
const README = 'plugin/readme.txt';
const { php, woocommerce, wordpress } = matrix;

for ( const [ path, name, version ] of [
	[ HEADER, 'Requires at least', minor( wordpress.oldest ) ],
	[ HEADER, 'Requires PHP', php.oldest ],
	[ HEADER, 'WC requires at least', minor( woocommerce.oldest ) ],
	[ HEADER, 'WC tested up to', minor( woocommerce.newest ) ],
	[ README, 'Requires at least', minor( wordpress.oldest ) ],
	[ README, 'Requires PHP', php.oldest ],
	[ README, 'Tested up to', minor( wordpress.newest ) ],
] as const ) {
	test( `${ path }: ${ name } is ${ version }, as in test/matrix.json`, async () => {
		assert.equal( await field( path, name ), version );
	} );
}

test( 'README.md names the oldest that there may be', async () => {
	const text = await readFile( join( repository, 'README.md' ), 'utf8' );
	assert.ok(
		text.includes(
			`WordPress ${ minor( wordpress.oldest ) }, WooCommerce ${ minor( woocommerce.oldest ) } and PHP ${ php.oldest }, or newer.`
		)
	);
} );

test( 'the matrix runs on the oldest and the newest', () => {
	const rows = matrix.rows.map( ( row ) => argumentsOf( row ).join( ' ' ) );
	for ( const what of [
		`--wordpress=${ wordpress.oldest } --woocommerce=${ woocommerce.oldest }`,
		`--woocommerce=${ woocommerce.newest }`,
		...[ '--stand-in', '--db=mariadb', '--no-hpos', '--hpos-sync' ],
		...[ '--plain-permalinks', '--locale=nb_NO', '--multisite' ],
	] ) {
		assert.ok(
			rows.some( ( row ) => row.includes( what ) ),
			`No row has ${ what }.`
		);
	}
} );
