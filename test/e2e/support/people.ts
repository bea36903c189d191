/** The people who use wp-admin in these tests. */
import {
	expect,
	request,
	type BrowserContext,
	type Page,
} from '@playwright/test';
import type { Probe } from '../../http/support/probe';
import type { Shop } from '../../shop';

export type Session = Awaited< ReturnType< BrowserContext[ 'storageState' ] > >;

/** admin: English, may do everything. nina: runs the shop, in Norwegian. rami: runs the shop, from right to left. */
export type PersonName = 'admin' | 'nina' | 'rami';

export interface Person {
	readonly user: string;
	readonly password: string;
}

const SHOP_MANAGERS: Record<
	Exclude< PersonName, 'admin' >,
	{ name: string; locale: string }
> = {
	nina: { name: 'Nina Nilsen', locale: 'nb_NO' },
	rami: { name: 'Rami Haddad', locale: 'ar' },
};

const PASSWORD = 'only in a test shop';

/** Knows the people of one shop, and keeps them logged in. They log in without a browser: main-job.spec.ts does it with one. */
export class People {
	readonly #shop: Shop;
	readonly #probe: Probe;
	readonly #sessions = new Map< PersonName, Promise< Session > >();

	constructor( shop: Shop, probe: Probe ) {
		this.#shop = shop;
		this.#probe = probe;
	}

	/**
	 * The session of a person, who logs in at the first call.
	 *
	 * @param name
	 */
	session( name: PersonName ): Promise< Session > {
		const known = this.#sessions.get( name ) ?? this.#logIn( name );
		this.#sessions.set( name, known );
		return known;
	}

	/**
	 * What a person types to log in. Shop managers are made at the first call.
	 *
	 * @param name
	 */
	async find( name: PersonName ): Promise< Person > {
		if ( name === 'admin' ) {
			return this.#shop.admin;
		}
		const { name: displayName, locale } = SHOP_MANAGERS[ name ];
		await this.#probe.php( `
			$known = get_user_by( 'login', '${ name }' );
			$id = wp_insert_user( [
				...( $known ? [ 'ID' => $known->ID ] : [] ),
				'user_login' => '${ name }',
				'user_email' => '${ name }@example.com',
				'user_pass' => $known ? $known->user_pass : '${ PASSWORD }',
				'display_name' => '${ displayName }',
				'role' => 'shop_manager',
				'locale' => '${ locale }',
			] );
			is_wp_error( $id ) && throw new RuntimeException( $id->get_error_message() );
		` );
		return { user: name, password: PASSWORD };
	}

	async #logIn( name: PersonName ): Promise< Session > {
		const { user, password } = await this.find( name );
		const visitor = await request.newContext( { baseURL: this.#shop.url } );
		try {
			const reply = await visitor.post( '/wp-login.php', {
				form: { log: user, pwd: password },
				maxRedirects: 0,
			} );
			expect( reply.status(), `${ user } logs in` ).toBe( 302 );
			return await visitor.storageState();
		} finally {
			await visitor.dispose();
		}
	}
}

/**
 * Logs in where WordPress asks for it.
 *
 * @param page
 * @param person
 */
export async function fillLogin( page: Page, person: Person ): Promise< void > {
	const name = page.locator( '#user_login' );
	const password = page.locator( '#user_pass' );
	// WordPress's own script moves the focus while the page is young.
	await expect( async () => {
		await name.fill( person.user );
		await password.fill( person.password );
		await expect( name ).toHaveValue( person.user, { timeout: 200 } );
		await expect( password ).toHaveValue( person.password, {
			timeout: 200,
		} );
	} ).toPass();
	await page.locator( '#wp-submit' ).click();
}
