/**
 * What a contract test needs: one set of tests, run on a real WooCommerce and on
 * the stand-in. A behaviour is true when both show it.
 */
import { before, describe, test } from 'node:test';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startShop, type Shop } from '../shop';
import { grounds } from './grounds';

const here = join( process.cwd(), 'test/contract' );

/** What a test gets to look with. */
export interface Look {
	readonly shop: Shop;
	/**
	 * Runs a script of `php/` inside the shop.
	 *
	 * @param script Its name, without `.php`.
	 * @param args   Reach it as `$args`.
	 * @return The JSON that it printed last.
	 */
	readonly observe: < T >(
		script: string,
		...args: string[]
	) => Promise< T >;
	/** Reads a page of wp-admin as the administrator sees it, as HTML. */
	readonly admin: ( page: string ) => Promise< string >;
}

type Body = ( look: Look ) => Promise< void >;

/**
 * Describes a part of WooCommerce that the plugin relies on.
 *
 * @param subject    What it is about.
 * @param behaviours For each sentence, how to see that it is so.
 * @param onlyReal   The same, for what the stand-in has not: skipped there.
 */
export function contract(
	subject: string,
	behaviours: Record< string, Body >,
	onlyReal: Record< string, Body > = {}
): void {
	for ( const ground of grounds ) {
		describe( `${ subject }, on ${ ground.name }`, () => {
			let look: Look | undefined;
			before( async () => {
				look = await openGround( ground );
			} );
			for ( const [ sentence, body ] of Object.entries( {
				...behaviours,
				...onlyReal,
			} ) ) {
				test( sentence, async ( t ) => {
					if (
						! look ||
						( ground.options.standIn && sentence in onlyReal )
					) {
						t.skip( 'skipped: needs real WooCommerce' );
						return;
					}
					await body( look );
				} );
			}
		} );
	}
}

/** Starts a ground's shop; undefined where there is no real WooCommerce. */
async function openGround(
	ground: ( typeof grounds )[ number ]
): Promise< Look | undefined > {
	const shop = await startShop( ground.options );
	if ( shop.ground.standIn !== ground.options.standIn ) {
		return undefined;
	}
	const plugins = join( shop.folder, 'wordpress/wp-content/mu-plugins' );
	await mkdir( plugins, { recursive: true } );
	await copyFile(
		join( here, 'mu-plugins/contract.php' ),
		join( plugins, 'contract.php' )
	);
	let cookies: Promise< string > | undefined;
	return {
		shop,
		admin: async ( page ) => {
			cookies ??= logIn( shop );
			const response = await fetch( `${ shop.url }/wp-admin/${ page }`, {
				headers: { Cookie: await cookies },
			} );
			return response.text();
		},
		observe: async < T >( script: string, ...args: string[] ) => {
			const printed = await shop.wp( [
				'eval-file',
				join( here, 'php', `${ script }.php` ),
				...args,
				'--use-include',
				'--user=1',
			] );
			return JSON.parse(
				printed.slice( printed.lastIndexOf( '\n' ) + 1 )
			) as T;
		},
	};
}

/** Logs the administrator in and returns the cookies. */
async function logIn( { url, admin }: Shop ): Promise< string > {
	const response = await fetch( `${ url }/wp-login.php`, {
		method: 'POST',
		redirect: 'manual',
		headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
		body: new URLSearchParams( {
			log: admin.user,
			pwd: admin.password,
			testcookie: '1',
		} ),
	} );
	return response.headers
		.getSetCookie()
		.map( ( cookie ) => cookie.split( ';' )[ 0 ] )
		.join( '; ' );
}
