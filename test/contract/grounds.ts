/** What the contract is held on, and how to look at it. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
	describeGround,
	startShop,
	surveyGround,
	type Database,
	type Shop,
} from '../shop';

const here = join( process.cwd(), 'test/contract' );

/** The other database: `CONTRACT_DB=mariadb npm run test:contract`. */
const db: Database =
	process.env[ 'CONTRACT_DB' ] === 'mariadb' ? 'mariadb' : 'sqlite';

/** A version other than the newest: `CONTRACT_WOOCOMMERCE=9.9.5 CONTRACT_WORDPRESS=6.9 npm run test:contract`. */
const versions = {
	woocommerce: process.env[ 'CONTRACT_WOOCOMMERCE' ] || undefined,
	wordpress: process.env[ 'CONTRACT_WORDPRESS' ] || undefined,
};

export interface Ground {
	/** Shows in the report. */
	readonly name: string;
	readonly standIn: boolean;
	/** Makes the shop on first use; undefined where there is no real WooCommerce. */
	readonly open: () => Promise< Look | undefined >;
	readonly close: () => Promise< void >;
}

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

export const grounds: readonly Ground[] = [
	ground( 'the real WooCommerce', false, 'contract-real', 8942 ),
	ground( 'the stand-in', true, 'contract-stand-in', 8941 ),
];

/** A shop made anew, since what an installation leaves is part of the contract; without the plugin, which is not. */
function ground(
	name: string,
	standIn: boolean,
	shopName: string,
	port: number
): Ground {
	const options = {
		...( standIn ? {} : versions ),
		...{ standIn, db, port, plugin: false, fresh: true },
	};
	let look: Promise< Look | undefined > | undefined;
	const make = async () => {
		const survey = await surveyGround( options );
		const isThere = survey.standIn === standIn;
		process.stdout.write(
			`${ name }: ${ isThere ? describeGround( survey ) : 'not to be had' }\n`
		);
		return isThere
			? lookAt( await startShop( { ...options, name: shopName } ) )
			: undefined;
	};
	return {
		name,
		standIn,
		open: () => ( look ??= make() ),
		close: async () => ( await look )?.shop.stop(),
	};
}

async function lookAt( shop: Shop ): Promise< Look > {
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
