/**
 * What the zip holds of other people's code, in the form of CycloneDX 1.5.
 *
 * `npm sbom` cannot say it: it lists what is installed to run, leaves out what is also used to build, and knows nothing
 * of what webpack bundles. The build notes that (`dist/bundled.json`); package-lock.json has versions, licences and
 * hashes. What a package
 * has bundled of others itself, as @wordpress/dataviews does, goes under its own name. PHP has none: composer.json
 * requires nothing to run.
 */
import { createHash } from 'node:crypto';

export interface Lock {
	readonly name?: string;
	readonly version?: string;
	readonly packages: Readonly< Record< string, Package > >;
}

interface Package {
	readonly name?: string;
	readonly version?: string;
	readonly license?: string;
	/** One or more, such as `sha512-…` in base64. */
	readonly integrity?: string;
	/** Only used to build. */
	readonly dev?: boolean;
}

/**
 * @param  lock    The text of package-lock.json, read.
 * @param  bundled Folders of packages, such as `node_modules/react`.
 * @return The same for the same packages, whenever and wherever it is made.
 * @throws {Error} Where package-lock.json does not know a folder.
 */
export function sbom( lock: Lock, bundled: readonly string[] ) {
	const own = lock.packages[ '' ];
	const components = bundled
		.filter( ( folder ) => lock.packages[ folder ]?.dev !== true )
		.map( ( folder ) => {
			const found = lock.packages[ folder ];
			if ( ! found?.version ) {
				throw new Error( `package-lock.json lacks ${ folder }.` );
			}
			return component(
				found.name ?? folder.split( 'node_modules/' ).pop() ?? '',
				found.version,
				found
			);
		} );
	const unnamed = {
		bomFormat: 'CycloneDX',
		specVersion: '1.5',
		version: 1,
		metadata: {
			component: {
				...component( lock.name ?? '', lock.version ?? '', own ?? {} ),
				type: 'application',
			},
		},
		components: unique( components ),
	};
	const hash = createHash( 'sha256' )
		.update( JSON.stringify( unnamed ) )
		.digest( 'hex' );
	return {
		$schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
		...unnamed,
		// A name for these contents: version 8 of RFC 9562.
		serialNumber: `urn:uuid:${ hash.slice( 0, 8 ) }-${ hash.slice( 8, 12 ) }-8${ hash.slice( 13, 16 ) }-8${ hash.slice( 17, 20 ) }-${ hash.slice( 20, 32 ) }`,
	};
}

function component( name: string, version: string, found: Package ) {
	const purl = `pkg:npm/${ name.replace( '@', '%40' ) }@${ version }`;
	return {
		type: 'library',
		'bom-ref': purl,
		name,
		version,
		purl,
		...( found.license && { licenses: [ licence( found.license ) ] } ),
		...( found.integrity && {
			hashes: found.integrity.split( ' ' ).map( ( one ) => {
				const [ algorithm = '', base64 = '' ] = one.split( /-(.*)/ );
				return {
					alg: algorithm.toUpperCase().replace( 'SHA', 'SHA-' ),
					content: Buffer.from( base64, 'base64' ).toString( 'hex' ),
				};
			} ),
		} ),
	};
}

/** A name or, where several are named, an expression. */
const licence = ( name: string ) =>
	/[\s()]/.test( name )
		? { expression: name.replace( /^\((.*)\)$/, '$1' ) }
		: { license: { id: name } };

/** The same version of a package may lie in several folders. */
const unique = < T extends { purl: string } >( all: readonly T[] ) => [
	...new Map( all.map( ( one ) => [ one.purl, one ] ) ).values(),
];
