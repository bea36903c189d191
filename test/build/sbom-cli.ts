/** `npm run sbom`: writes dist/telaris-for-woocommerce.cdx.json for what `npm run build` staged. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, say } from '../shop/say';
import { sbom, type Lock } from './sbom';

const root = join( __dirname, '../..' );
const file = join( root, 'dist/telaris-for-woocommerce.cdx.json' );
const read = ( name: string ) =>
	JSON.parse( readFileSync( join( root, name ), 'utf8' ) ) as unknown;

try {
	const made = sbom(
		read( 'package-lock.json' ) as Lock,
		read( 'dist/bundled.json' ) as string[]
	);
	writeFileSync( file, `${ JSON.stringify( made, null, '\t' ) }\n` );
	say( `${ file } (${ made.components.length } packages)` );
} catch ( error ) {
	fail( error );
}
