import type { Browser, BrowserContext } from '@playwright/test';
import type { Session } from './people';

/**
 * One browser context for all tests that ask for nothing special. It keeps what
 * every page of wp-admin loads, some 60 files, which a new context would load
 * and compile again for each test. Nobody is logged in to it and nothing is
 * stored in it from the test before.
 */
export class KeptContext {
	readonly #browser: Browser;
	readonly #origin: string;
	#context: BrowserContext | undefined;

	constructor( browser: Browser, origin: string ) {
		this.#browser = browser;
		this.#origin = origin;
	}

	/**
	 * Gives it to a test.
	 *
	 * @param cookies Of the person who is logged in.
	 */
	async open( cookies: Session[ 'cookies' ] ): Promise< BrowserContext > {
		// Playwright adds the options of the configuration.
		this.#context ??= await this.#browser.newContext();
		await this.#context.clearCookies();
		await this.#context.addCookies( cookies );
		return this.#context;
	}

	/** Takes it back from a test. */
	async tidy(): Promise< void > {
		const context = this.#context;
		if ( ! context ) {
			return;
		}
		await context.unrouteAll( { behavior: 'ignoreErrors' } );
		const last = await context.newPage();
		for ( const page of context.pages() ) {
			if ( page !== last ) {
				await page.close();
			}
		}
		const session = await context.newCDPSession( last );
		await session.send( 'Storage.clearDataForOrigin', {
			origin: this.#origin,
			storageTypes: 'local_storage,indexeddb,cache_storage',
		} );
		await last.close();
	}

	async close(): Promise< void > {
		await this.#context?.close();
	}
}
