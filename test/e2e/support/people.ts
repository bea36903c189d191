/** The people who use wp-admin in these tests. */
import {
	expect,
	type Browser,
	type BrowserContext,
	type Page,
} from '@playwright/test';
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

/** Knows the people of one shop, and keeps them logged in. */
export class People {
	readonly #shop: Shop;
	readonly #browser: Browser;
	readonly #sessions = new Map< PersonName, Promise< Session > >();

	constructor( shop: Shop, browser: Browser ) {
		this.#shop = shop;
		this.#browser = browser;
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
		const email = `${ name }@example.com`;
		const details = [
			`--user_pass=${ PASSWORD }`,
			`--display_name=${ displayName }`,
			'--role=shop_manager',
		];
		const isThere = await this.#shop.wp( [
			'user',
			'list',
			`--login=${ name }`,
			'--format=count',
		] );
		if ( isThere === '0' ) {
			await this.#shop.wp( [
				'user',
				'create',
				name,
				email,
				...details,
			] );
		} else {
			await this.#shop.wp( [
				'user',
				'update',
				name,
				...details,
				'--skip-email',
			] );
		}
		await this.#shop.wp( [
			'user',
			'meta',
			'update',
			name,
			'locale',
			locale,
		] );
		return { user: name, password: PASSWORD };
	}

	async #logIn( name: PersonName ): Promise< Session > {
		const person = await this.find( name );
		const context = await this.#browser.newContext( {
			baseURL: this.#shop.url,
		} );
		try {
			const page = await context.newPage();
			await page.goto( '/wp-login.php' );
			await fillLogin( page, person );
			await page.waitForURL( '**/wp-admin/**' );
			return await context.storageState();
		} finally {
			await context.close();
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
