/**
 * `npm run zip`: packs what `npm run build` staged into the file that a merchant
 * installs, `dist/telaris-for-woocommerce.zip`.
 *
 * The same files give the same bytes, whenever and wherever it is packed.
 */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import AdmZip from 'adm-zip';
import { fail, say } from '../shop/say';

const dist = join( __dirname, '../../dist' );
const staged = join( dist, 'telaris-for-woocommerce' );
const file = join( dist, 'telaris-for-woocommerce.zip' );

/** The oldest time that a zip can name. */
const NO_TIME = new Date( 1980, 0, 1 );

async function main(): Promise< void > {
	const entries = await readdir( staged, {
		recursive: true,
		withFileTypes: true,
	} );
	const paths = entries
		.filter( ( entry ) => entry.isFile() )
		.map( ( entry ) => join( entry.parentPath, entry.name ) )
		.sort();
	const zip = new AdmZip();
	for ( const path of paths ) {
		const name = relative( dist, path ).split( sep ).join( '/' );
		const entry = zip.addFile( name, readFileSync( path ), '', 0o644 );
		entry.header.time = NO_TIME;
	}
	zip.writeZip( file );
	say( `${ file } (${ paths.length } files)` );
}

main().catch( fail );
