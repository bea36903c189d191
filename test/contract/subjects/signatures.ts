/**
 * Everything that the stand-in declares outside its own namespace exists in
 * WooCommerce under the same name and is called in the same way. Needs neither
 * a shop nor a WooCommerce.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';

interface Signature {
	/** For instance `&$order`, `$note?`. */
	readonly parameters: string[];
	readonly static: boolean;
	readonly visibility: 'public' | 'protected' | 'private';
}

interface ClassSignature {
	readonly kind: string;
	readonly methods: Record< string, Signature >;
	/** Names of the methods that the class declares itself. */
	readonly own: string[];
	readonly constants: Record< string, unknown >;
	readonly ancestors: string[];
}

interface Said {
	readonly classes: Record< string, ClassSignature >;
	readonly functions: Record< string, Signature >;
}

const script = join( process.cwd(), 'test/contract/php/signatures.php' );

async function signatures( ...args: string[] ): Promise< Said > {
	const { stdout } = await promisify( execFile )(
		'php',
		[ '-d', 'memory_limit=1G', script, ...args ],
		{ maxBuffer: 64 * 1024 * 1024 }
	);
	return JSON.parse( stdout ) as Said;
}

describe( 'The stand-in’s signatures', () => {
	let ours: Said;
	let theirs: Said;

	before( async () => {
		ours = await signatures( 'stand-in' );
		const folder = await mkdtemp( join( tmpdir(), 'signatures-' ) );
		const names = join( folder, 'names.json' );
		await writeFile(
			names,
			JSON.stringify( {
				classes: Object.keys( ours.classes ),
				functions: Object.keys( ours.functions ),
			} )
		);
		theirs = await signatures( 'woocommerce', names );
		await rm( folder, { recursive: true } );
	} );

	test( 'were found', () => {
		assert.ok( Object.keys( ours.functions ).length > 20 );
		assert.ok( Object.keys( ours.classes ).length > 10 );
	} );

	test( 'are WooCommerce’s, function by function', () => {
		assert.deepEqual( ours.functions, theirs.functions );
	} );

	test( 'are WooCommerce’s, class by class', () => {
		for ( const [ name, mine ] of Object.entries( ours.classes ) ) {
			const its = theirs.classes[ name ];
			assert.ok( its, `WooCommerce has no ${ name }` );
			assert.equal( mine.kind, its.kind, name );
			assert.deepEqual(
				mine.ancestors.filter(
					( one ) => ! its.ancestors.includes( one )
				),
				[],
				`${ name } is none of these`
			);
			for ( const [ constant, value ] of Object.entries(
				mine.constants
			) ) {
				assert.deepEqual(
					value,
					its.constants[ constant ],
					`${ name }::${ constant }`
				);
			}
		}
	} );

	test( 'are WooCommerce’s, method by method; private ones are its own', () => {
		for ( const [ name, { own, methods } ] of Object.entries(
			ours.classes
		) ) {
			for ( const method of own.filter(
				( one ) => methods[ one ]?.visibility !== 'private'
			) ) {
				assert.deepEqual(
					methods[ method ],
					theirs.classes[ name ]?.methods[ method ],
					`${ name }::${ method }()`
				);
			}
		}
	} );
} );
