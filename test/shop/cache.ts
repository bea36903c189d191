import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What this process is filling, by folder: a second shop waits for it instead of doing the same work beside it. */
const underWay = new Map< string, Promise< void > >();

/**
 * Fills a folder once.
 *
 * The work is done beside it and moved into place as a whole: an interrupted
 * run leaves nothing that looks finished, and of two runs at once the first
 * one wins.
 *
 * @param folder The finished folder; its being there means that it is whole.
 * @param fill   Fills the folder that it is given.
 */
export function once(
	folder: string,
	fill: ( unfinished: string ) => Promise< void >
): Promise< void > {
	const before = underWay.get( folder );
	if ( before ) {
		return before;
	}
	const work = fillOnce( folder, fill ).finally( () =>
		underWay.delete( folder )
	);
	underWay.set( folder, work );
	return work;
}

async function fillOnce(
	folder: string,
	fill: ( unfinished: string ) => Promise< void >
): Promise< void > {
	if ( existsSync( folder ) ) {
		return;
	}
	const unfinished = `${ folder }.unfinished-${ process.pid }-${ randomBytes( 4 ).toString( 'hex' ) }`;
	await mkdir( dirname( folder ), { recursive: true } );
	try {
		await mkdir( unfinished );
		await fill( unfinished );
		await rename( unfinished, folder ).catch( ( error: unknown ) => {
			// Somebody else was faster, and theirs is as good.
			if ( ! existsSync( folder ) ) {
				throw error;
			}
		} );
	} finally {
		await rm( unfinished, { recursive: true, force: true } );
	}
}
