import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shopFolder } from './paths';
import type { ShopFile } from './types';

function pathOf( name: string ): string {
	return join( shopFolder( name ), 'shop.json' );
}

/** What is written of a shop; null where there is no whole one of that name. */
export async function readShopFile( name: string ): Promise< ShopFile | null > {
	const text = await readFile( pathOf( name ), 'utf8' ).catch( () => null );
	return text === null ? null : ( JSON.parse( text ) as ShopFile );
}

/** Written last and as a whole, so that a shop with this file is a finished one. */
export async function writeShopFile( file: ShopFile ): Promise< void > {
	const path = pathOf( file.name );
	await writeFile( `${ path }.new`, JSON.stringify( file, null, '\t' ) );
	await rename( `${ path }.new`, path );
}
