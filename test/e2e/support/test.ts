/**
 * What every end-to-end test starts with: the shop named by TELARIS_SHOP, a person who is logged in, Telaris, the probe.
 *
 * Each test fails when the browser, or PHP in a file of ours, complained while it ran.
 */
import { strict as assert } from 'node:assert';
import { copyFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { customerEmails } from '../../http/support/orders';
import { Probe } from '../../http/support/probe';
import { openShop, type Shop } from '../../shop';
import { Complaints } from './complaints';
import { KeptContext } from './kept-context';
import { People, type PersonName, type Session } from './people';
import { Screen } from './screen';
import { Telaris } from './telaris';

export { expect };

/** The reason that the reports count. */
export const NEEDS_WOOCOMMERCE = 'skipped: needs real WooCommerce';

/** The plugin, linked or not; WooCommerce lies in a cache folder that is named after us, too. */
const OUR_FILES = /\/(dist|plugins)\/telaris-for-woocommerce\//;

interface Options {
	/** Who is logged in; null: nobody. */
	person: PersonName | null;
	/** Takes a browser context that no other test has, for what would outlast the test in it, such as another clock. */
	ownContext: boolean;
}

interface Fixtures {
	complaints: Complaints;
	ui: Screen;
	/** Waits until nothing is at work in the shop: the customer of an order got the emails that she is to get, and not one more. */
	expectEmails: ( order: number, count: number ) => Promise< void >;
}

interface WorkerFixtures {
	shop: Shop;
	keptContext: KeptContext;
	people: People;
	probe: Probe;
	telaris: Telaris;
}

export const test = base.extend< Fixtures & Options, WorkerFixtures >( {
	shop: [
		// Playwright reads the names of fixtures out of this pattern.
		async ( {}, use ) => {
			const name = process.env[ 'TELARIS_SHOP' ];
			assert.ok(
				name,
				'TELARIS_SHOP must name a running shop: npx tsx test/shop/cli.ts start --name=e2e --probe'
			);
			const shop = await openShop( name );
			assert.ok(
				shop.probeToken,
				`The shop “${ name }” has no probe; start it with --probe.`
			);
			const plugin = 'telaris-e2e.php';
			const installed = join(
				shop.folder,
				'wordpress/wp-content/mu-plugins',
				plugin
			);
			await copyFile(
				resolve( 'test/e2e/mu-plugins', plugin ),
				installed
			);
			await use( shop );
			await rm( installed );
		},
		{ scope: 'worker' },
	],
	keptContext: [
		async ( { shop, browser }, use ) => {
			const kept = new KeptContext( browser, shop.url );
			await use( kept );
			await kept.close();
		},
		{ scope: 'worker' },
	],
	people: [
		async ( { shop, probe }, use ) => use( new People( shop, probe ) ),
		{ scope: 'worker' },
	],
	probe: [
		async ( { shop }, use ) =>
			use( new Probe( shop.url, shop.probeToken ) ),
		{ scope: 'worker' },
	],
	telaris: [
		async ( { shop, probe }, use ) => use( new Telaris( shop, probe ) ),
		{ scope: 'worker' },
	],

	person: [ 'admin', { option: true } ],
	ownContext: [ false, { option: true } ],
	baseURL: async ( { shop }, use ) => use( shop.url ),
	storageState: async ( { people, person }, use ) =>
		use( person === null ? nobody : await people.session( person ) ),

	context: async (
		{
			browser,
			keptContext,
			colorScheme,
			contextOptions,
			javaScriptEnabled,
			locale,
			ownContext,
			permissions,
			reducedMotion,
			storageState,
			viewport,
		},
		use
	) => {
		const isSpecial =
			ownContext ||
			! javaScriptEnabled ||
			permissions !== undefined ||
			JSON.stringify( [
				colorScheme,
				contextOptions,
				locale,
				reducedMotion,
				viewport,
			] ) !== USUAL;
		if ( isSpecial ) {
			const context = await browser.newContext();
			await use( context );
			await context.close();
		} else {
			await use(
				await keptContext.open( ( storageState as Session ).cookies )
			);
			await keptContext.tidy();
		}
	},
	complaints: [
		async ( { context, probe }, use ) => {
			const complaints = new Complaints( context );
			await probe.clearLog();
			await use( complaints );
			complaints.end();
			expect( complaints.unexpected(), 'the browser complained' ).toEqual(
				[]
			);
			const ours = ( await probe.log() ).filter( ( { file } ) =>
				OUR_FILES.test( file )
			);
			expect( ours, 'PHP complained about our code' ).toEqual( [] );
		},
		{ auto: true },
	],
	ui: async ( { page }, use ) => use( new Screen( page ) ),
	expectEmails: async ( { shop, probe }, use ) =>
		use( async ( order, count ) => {
			// The stand-in has no emails.
			if ( ! shop.ground.standIn ) {
				await probe.waitForEnd();
				const seen = await probe.order( order );
				expect(
					customerEmails( seen ),
					`emails of order ${ order }`
				).toHaveLength( count );
			}
		} ),
} );

/** What playwright.config.ts asks of a context. */
const USUAL = JSON.stringify( [
	'light',
	{},
	'en-US',
	'no-preference',
	{ width: 1440, height: 900 },
] );

const nobody: Session = { cookies: [], origins: [] };
