/**
 * How soon a person sees rows: our history beside WooCommerce's own list of orders, in the same Chromium, each time with
 * an empty cache.
 */
import assert from 'node:assert/strict';
import { chromium, type Browser } from '@playwright/test';
import { Probe } from '../http/support/probe';
import { requireChromium } from '../shop/requirements';
import { describeGround, type Shop } from '../shop';
import { TelarisClient, deliveryUrl } from '../telaris/client';
import * as messages from '../telaris/messages';
import { line } from './figures';

const ADDRESS = '/wp-admin/admin.php?page=telaris-for-woocommerce';
/** As they stand in the page, before the screen's script has run. */
const READABLE = {
	address: ADDRESS,
	row: '#telaris-for-woocommerce table tbody td',
};
/** As the screen itself draws them. */
const OURS = {
	address: ADDRESS,
	row: '#telaris-for-woocommerce .dataviews-view-table tbody td',
};
const THEIRS = {
	address: '/wp-admin/admin.php?page=wc-orders',
	row: '.wp-list-table tbody tr a.order-view',
};

/** Opens both in turn and prints a table. */
export async function benchFirstRows(
	shop: Shop,
	trials: number,
	log: ( text: string ) => void
): Promise< void > {
	assert.ok(
		! shop.ground.standIn,
		'Figures of speed are never taken on the stand-in.'
	);
	await fill( shop );
	const browser = await chromium.launch( {
		executablePath: await requireChromium( log ),
		args: process.getuid?.() === 0 ? [ '--no-sandbox' ] : [],
	} );
	try {
		const cookies = await logIn( browser, shop );
		const readable: number[] = [];
		const ours: number[] = [];
		const theirs: number[] = [];
		for ( let trial = 0; trial <= trials; trial++ ) {
			const first = await open( browser, shop, cookies, READABLE );
			const a = await open( browser, shop, cookies, OURS );
			const b = await open( browser, shop, cookies, THEIRS );
			// The first pair warms the server up.
			if ( trial > 0 ) {
				readable.push( first );
				ours.push( a );
				theirs.push( b );
			}
		}
		console.log(
			`On ${ describeGround( shop.ground ) }; ${ trials } pairs, in turn, cache empty.`
		);
		console.log(
			`${ ''.padEnd( 34 ) }${ 'history'.padEnd( 22 ) }${ 'WooCommerce’s orders'.padEnd( 22 ) }ratio`
		);
		console.log( line( 'first rows to read', readable, theirs ) );
		console.log( line( 'first rows to work with', ours, theirs ) );
	} finally {
		await browser.close();
	}
}

/** Thirty orders, each invoiced, so that both lists are full. */
async function fill( shop: Shop ): Promise< void > {
	const probe = new Probe( shop.url, shop.probeToken );
	const telaris = new TelarisClient( {
		url: deliveryUrl( shop.url ),
		secret: shop.webhookSecret,
	} );
	for ( let count = 0; count < 30; count++ ) {
		const { id, number } = await probe.newOrder();
		await telaris.send(
			messages.invoiced(
				{
					telarisOrder: `R-${ Date.now().toString( 36 ) }-${ id }`,
					integrationReference: String( id ),
					orderNumber: number,
				},
				{ number: `R-${ Date.now().toString( 36 ) }-${ id }` }
			)
		);
	}
}

type Cookies = Awaited<
	ReturnType< Awaited< ReturnType< Browser[ 'newContext' ] > >[ 'cookies' ] >
>;

async function logIn( browser: Browser, shop: Shop ): Promise< Cookies > {
	const context = await browser.newContext( { baseURL: shop.url } );
	const page = await context.newPage();
	await page.goto( '/wp-login.php' );
	await page.fill( '#user_login', shop.admin.user );
	await page.fill( '#user_pass', shop.admin.password );
	await page.click( '#wp-submit' );
	await page.waitForURL( /wp-admin/ );
	const cookies = await context.cookies();
	await context.close();
	return cookies;
}

/** Milliseconds from the click until the first row is there. */
async function open(
	browser: Browser,
	shop: Shop,
	cookies: Cookies,
	{ address, row }: typeof OURS
): Promise< number > {
	const context = await browser.newContext( { baseURL: shop.url } );
	try {
		await context.addCookies( cookies );
		const page = await context.newPage();
		const begun = performance.now();
		await page.goto( address, { waitUntil: 'commit' } );
		await page.locator( row ).first().waitFor();
		return performance.now() - begun;
	} finally {
		await context.close();
	}
}
