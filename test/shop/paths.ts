import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout. */
export const repository = resolve( __dirname, '../..' );

/** What `npm run build` stages: the plugin as it ships. */
export const staged = join( repository, 'dist/telaris-for-woocommerce' );

/** Where all shops of this checkout live. */
export const shopsFolder = join( repository, '.shop' );

export function shopFolder( name: string ): string {
	if ( ! /^[a-z0-9][a-z0-9-]{0,30}$/.test( name ) ) {
		throw new Error(
			`“${ name }” cannot name a shop: lower-case letters, digits and hyphens.`
		);
	}
	return join( shopsFolder, name );
}

/** Shared by all checkouts of this user; holds only what can be fetched again. */
export function cacheFolder( ...below: string[] ): string {
	const caches =
		process.env[ 'XDG_CACHE_HOME' ] || join( homedir(), '.cache' );
	return join( caches, 'telaris-for-woocommerce', ...below );
}
