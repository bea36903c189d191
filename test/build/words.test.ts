/** @jest-environment node */
import { findWords } from './words';

const IMPORT = `import { __, _n as _n2, _x, sprintf } from '@wordpress/i18n';`;

const find = ( code: string ) => findWords( 'a.tsx', `${ IMPORT }\n${ code }` );

it( 'finds words, their plural and their context', () => {
	expect(
		find( `
			const a = __( 'History', 'domain' );
			const b = <p title={ _x( 'Filter', 'verb' ) }>{ _n2( '%d order', '%d orders', 2 ) }</p>;
		` )
	).toEqual( [
		{ id: 'History' },
		{ id: 'Filter', context: 'verb' },
		{ id: '%d order', plural: '%d orders' },
	] );
} );

it( 'takes along what translators should know', () => {
	expect(
		find( `
			const a = sprintf(
				/* translators: %s: order number. */
				__( 'Order #%s' ),
				__( 'one' )
			);
			const b = __( 'Plain' );
		` )
	).toEqual( [
		{ id: 'Order #%s', note: '%s: order number.' },
		{ id: 'one' },
		{ id: 'Plain' },
	] );
} );

it( 'knows the functions by where they come from', () => {
	expect(
		findWords( 'a.ts', `import { __ } from './mine'; __( 'Not words' );` )
	).toEqual( [] );
} );

it( 'refuses words that nobody could translate', () => {
	expect( () => find( "__( 'Order ' + number );" ) ).toThrow(
		/not written out/
	);
} );
