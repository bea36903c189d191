/** Packs a folder into a zip: the same files give the same bytes, whenever, wherever and by whomever it is packed. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import AdmZip from 'adm-zip';

/** The oldest time that a zip can name, in the packer's own time zone, as zips have it. */
const NO_TIME = new Date( 1980, 0, 1 );

export interface Packed {
	readonly bytes: Buffer;
	/** Paths in the zip, which begin with the folder's name. */
	readonly names: readonly string[];
}

export function pack( folder: string ): Packed {
	const names = readdirSync( folder, {
		recursive: true,
		withFileTypes: true,
	} )
		.filter( ( entry ) => entry.isFile() )
		.map( ( entry ) => join( entry.parentPath, entry.name ) )
		.map( ( path ) => relative( folder, path ).split( sep ).join( '/' ) )
		.sort();
	const zip = new AdmZip( undefined, { noSort: true } );
	for ( const name of names ) {
		const entry = zip.addFile(
			`${ basename( folder ) }/${ name }`,
			readFileSync( join( folder, name ) ),
			'',
			0o644
		);
		entry.header.time = NO_TIME;
	}
	return {
		bytes: zip.toBuffer(),
		names: names.map( ( name ) => `${ basename( folder ) }/${ name }` ),
	};
}
