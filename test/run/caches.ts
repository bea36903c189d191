import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { cacheFolder, repository } from '../shop/paths';

/**
 * The folder in which a tool keeps what it found out, for this checkout, since
 * what it keeps names the files by their whole paths.
 */
export function toolCache( tool: string ): string {
	const checkout = createHash( 'sha256' )
		.update( repository )
		.digest( 'hex' )
		.slice( 0, 12 );
	const folder = cacheFolder( 'tools', tool, checkout );
	mkdirSync( folder, { recursive: true } );
	return folder;
}
