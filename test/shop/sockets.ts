import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where a shop's server listens for its own processes only. Not in the shop's
 * folder, since the address of a socket may have no more than about 100 characters.
 */
export function socketOf( folder: string, name: string ): string {
	const shop = createHash( 'sha256' )
		.update( folder )
		.digest( 'hex' )
		.slice( 0, 10 );
	return join( tmpdir(), `shop-${ shop }-${ name }.sock` );
}
