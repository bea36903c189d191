/**
 * `npm run zip`: packs what `npm run build` staged into the file that a merchant
 * installs, `dist/telaris-for-woocommerce.zip`.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, say } from '../shop/say';
import { pack } from './pack';

const dist = join( __dirname, '../../dist' );
const file = join( dist, 'telaris-for-woocommerce.zip' );

try {
	const { bytes, names } = pack( join( dist, 'telaris-for-woocommerce' ) );
	writeFileSync( file, bytes );
	const hash = createHash( 'sha256' ).update( bytes ).digest( 'hex' );
	say( `${ file } (${ names.length } files)\nSHA-256 ${ hash }` );
} catch ( error ) {
	fail( error );
}
