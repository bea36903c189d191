/**
 * Further web heads of a shop: each has a WordPress folder, uploads, nginx and php-fpm of its own, so that the first one
 * and they have nothing in common but the database, and Redis where there is one. Plug-ins are linked: they are code.
 */
import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { layOut, wordpressIn, type Parts } from './files';
import { HOST } from './ports';
import type { Started } from './processes';
import { installRedisCache } from './redis';
import { startFpm } from './server/fpm';
import type { Head, ShopFile } from './types';

type Heads = Pick< ShopFile, 'port' | 'headPorts' >;

/** What a head has for itself; the first one has the shop's folder. */
function headFolder( folder: string, index: number ): string {
	return index === 0 ? folder : join( folder, `head-${ index + 1 }` );
}

export function headsOf(
	folder: string,
	{ port, headPorts = [] }: Heads
): Head[] {
	return [ port, ...headPorts ].map( ( one, index ) => ( {
		url: `http://${ HOST }:${ one }`,
		wordpress: wordpressIn( headFolder( folder, index ) ),
	} ) );
}

/** Makes the further heads of a shop whose first one is there. */
export async function layOutHeads(
	folder: string,
	parts: Parts,
	extras: { plugin: boolean; probe: boolean; redis: boolean },
	heads: Heads
): Promise< void > {
	const [ first, ...further ] = headsOf( folder, heads );
	for ( const [ index, { wordpress } ] of further.entries() ) {
		await layOut( headFolder( folder, index + 1 ), parts, extras );
		await cp(
			join( first?.wordpress ?? '', 'wp-content/uploads' ),
			join( wordpress, 'wp-content/uploads' ),
			{ recursive: true }
		);
		if ( extras.redis ) {
			await installRedisCache( wordpress );
		}
	}
}

/** Starts the further heads, with the first one's configuration. */
export async function serveHeads(
	folder: string,
	heads: Heads
): Promise< Started[] > {
	const [ first, ...further ] = headsOf( folder, heads );
	const started: Started[] = [];
	for ( const [ index, { wordpress } ] of further.entries() ) {
		await copyFile(
			join( first?.wordpress ?? '', 'wp-config.php' ),
			join( wordpress, 'wp-config.php' )
		);
		const processes = await startFpm( {
			folder: headFolder( folder, index + 1 ),
			wordpress,
			port: heads.headPorts?.[ index ] ?? 0,
		} );
		started.push(
			...processes.map( ( { name, pid } ) => ( {
				name: `${ name } of head ${ index + 2 }`,
				pid,
			} ) )
		);
	}
	return started;
}
