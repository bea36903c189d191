/** @jest-environment node */
import { sbom, type Lock } from './sbom';

const LOCK: Lock = {
	name: 'telaris-for-woocommerce',
	version: '1.2.3',
	packages: {
		'': { license: 'GPL-2.0-or-later' },
		'node_modules/@wordpress/icons': {
			version: '17.0.0',
			license: 'GPL-2.0-or-later',
			integrity: `sha512-${ Buffer.from( 'abc' ).toString( 'base64' ) }`,
		},
		'node_modules/a/node_modules/clsx': {
			version: '2.0.0',
			license: '(MIT OR Apache-2.0)',
		},
		'node_modules/b/node_modules/clsx': { version: '2.0.0' },
		'node_modules/css-loader': { version: '6.0.0', dev: true },
		'node_modules/not-bundled': { version: '1.0.0' },
	},
};
const BUNDLED = [
	'node_modules/@wordpress/icons',
	'node_modules/a/node_modules/clsx',
	'node_modules/b/node_modules/clsx',
	'node_modules/css-loader',
];

it( 'names what is bundled, with version, licence and hash', () => {
	const { components, metadata } = sbom( LOCK, BUNDLED );
	expect( metadata.component ).toMatchObject( {
		type: 'application',
		name: 'telaris-for-woocommerce',
		version: '1.2.3',
	} );
	expect( components.map( ( { purl } ) => purl ) ).toEqual( [
		'pkg:npm/%40wordpress/icons@17.0.0',
		'pkg:npm/clsx@2.0.0',
	] );
	expect( components[ 0 ] ).toMatchObject( {
		licenses: [ { license: { id: 'GPL-2.0-or-later' } } ],
		hashes: [ { alg: 'SHA-512', content: '616263' } ],
	} );
} );

it( 'is the same for the same packages, and another for others', () => {
	const { serialNumber } = sbom( LOCK, BUNDLED );
	expect( sbom( LOCK, BUNDLED ).serialNumber ).toBe( serialNumber );
	expect( sbom( LOCK, [] ).serialNumber ).not.toBe( serialNumber );
} );

it( 'says which package nobody knows', () => {
	expect( () => sbom( LOCK, [ 'node_modules/x' ] ) ).toThrow(
		'node_modules/x'
	);
} );
