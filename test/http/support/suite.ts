/**
 * What each suite starts with: the shop named by TELARIS_SHOP, its webhook endpoint, its probe, its admin.
 *
 *     const suite = attach();
 *     test( 'an order is completed', async () => {
 *         const order = await suite.probe.newOrder();
 *         …
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, type TestContext } from 'node:test';
import type { components } from '../../../admin-ui/src/api/schema';
import { openShop, type Shop } from '../../shop';
import { ShopDatabase } from './database';
import { WebhookEndpoint } from './endpoint';
import { Probe } from './probe';
import { SignedIn } from './wp-admin';

/** The reason that the reports count. */
export const NEEDS_WOOCOMMERCE = 'skipped: needs real WooCommerce';

export class Suite {
	#shop: Shop | undefined;
	#endpoint: WebhookEndpoint | undefined;
	#probe: Probe | undefined;
	#admin: Promise< SignedIn > | undefined;
	#phpErrorsExpected = false;
	#logSeen = 0;
	#opening: Promise< void > | undefined;

	/** Settles when the shop is attached; for a suite's own `before`. */
	get ready(): Promise< void > {
		this.#opening ??= this.#open();
		return this.#opening;
	}

	async #open(): Promise< void > {
		const name = process.env[ 'TELARIS_SHOP' ];
		assert.ok(
			name,
			'TELARIS_SHOP must name a running shop: npx tsx test/shop/cli.ts start --name=http --probe'
		);
		this.#shop = await openShop( name );
		assert.ok(
			this.#shop.probeToken,
			`The shop "${ name }" has no probe; start it with --probe.`
		);
		this.#endpoint = new WebhookEndpoint( this.#shop );
		this.#probe = new Probe( this.#shop.url, this.#shop.probeToken );
		this.#logSeen = ( await this.#probe.log() ).length;
	}

	get shop(): Shop {
		assert.ok( this.#shop );
		return this.#shop;
	}

	get endpoint(): WebhookEndpoint {
		assert.ok( this.#endpoint );
		return this.#endpoint;
	}

	get probe(): Probe {
		assert.ok( this.#probe );
		return this.#probe;
	}

	/** The shop's database, where it is MariaDB. */
	get database(): ShopDatabase {
		return new ShopDatabase( this.shop.folder );
	}

	/** Lets this test's PHP errors pass: it has made them on purpose. */
	expectPhpErrors(): void {
		this.#phpErrorsExpected = true;
	}

	/** Fails when PHP complained about a file of ours since the last time. */
	async assertNoPhpErrors(): Promise< void > {
		const log = await this.probe.log();
		// The log is left as it is: whoever runs the suites looks through all of it.
		const ours = log
			.slice( this.#logSeen )
			.filter( ( entry ) =>
				entry.file.includes( 'telaris-for-woocommerce/' )
			);
		this.#logSeen = log.length;
		const expected = this.#phpErrorsExpected;
		this.#phpErrorsExpected = false;
		assert.deepEqual(
			expected ? [] : ours,
			[],
			'PHP complained about our code'
		);
	}

	/** The shop's admin, signed in at the first call. */
	admin(): Promise< SignedIn > {
		this.#admin ??= SignedIn.signIn(
			this.endpoint,
			this.shop.admin.user,
			this.shop.admin.password
		);
		return this.#admin;
	}

	/** What the screen is told of the connection and of what needs attention. */
	async health(): Promise< components[ 'schemas' ][ 'Health' ] > {
		const reply = await ( await this.admin() ).call( 'GET', '/health' );
		assert.equal( reply.status, 200, reply.text );
		return reply.json;
	}

	/** Skips the test where the shop stands on the stand-in. */
	needsWooCommerce( t: TestContext ): boolean {
		if ( this.shop.ground.standIn ) {
			t.skip( NEEDS_WOOCOMMERCE );
		}
		return this.shop.ground.standIn;
	}

	/** Skips the test where WooCommerce's own REST API cannot be called, or not as its callers do. */
	needsWooCommerceApi( t: TestContext ): boolean {
		if ( this.shop.permalinks ) {
			return this.needsWooCommerce( t );
		}
		t.skip( 'skipped: WooCommerce’s REST API needs permalinks' );
		return true;
	}
}

/** Attaches a suite to the shop, and fails it for each PHP notice that our code made meanwhile. */
export function attach(): Suite {
	const suite = new Suite();
	before( () => suite.ready );
	afterEach( () => suite.assertNoPhpErrors() );
	after( () => suite.probe.clearFaults() );
	return suite;
}
