/**
 * The checklist of the Connection tab: each line red and green, by breaking what it is about in the shop and mending it.
 */
import { execFile } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from '@playwright/test';
import { newId, WebhookEndpoint } from '../http/support/endpoint';
import { CoreApi } from '../http/support/woocommerce-api';
import * as messages from '../telaris/messages';
import { expectAccessible } from './support/axe';
import { forgetHistory } from './support/forget';
import { expect, NEEDS_WOOCOMMERCE, test } from './support/test';
import type { Screen } from './support/screen';

const PLUGIN = 'telaris-in-front.php';
const OPTIONS = [
	'telaris_for_woocommerce_secrets',
	'telaris_for_woocommerce_settings',
	'telaris_for_woocommerce_address',
];

/** What the shop had before each test. */
let before: Record< string, unknown >;

test.beforeAll( async ( { shop, probe } ) => {
	await copyFile(
		resolve( 'test/e2e/mu-plugins', PLUGIN ),
		join( shop.folder, 'wordpress/wp-content/mu-plugins', PLUGIN )
	);
	await forgetHistory( probe );
	before = JSON.parse(
		await probe.php(
			`echo wp_json_encode( array_combine( ${ phpList( OPTIONS ) }, array_map( 'get_option', ${ phpList( OPTIONS ) } ) ) );`
		)
	);
} );

test.beforeEach( ( { probe } ) =>
	probe.setOptions( { telaris_for_woocommerce_loopback: '' } )
);

test.afterEach( async ( { probe } ) => {
	await probe.setOptions( { ...before, telaris_in_front: '' } );
	await probe.clearFaults();
} );

test.afterAll( async ( { shop } ) => {
	await rm( join( shop.folder, 'wordpress/wp-content/mu-plugins', PLUGIN ) );
} );

/** What stands in front of the shop, and what the line says of it. */
const IN_FRONT: [ string, RegExp ][] = [
	[ 'redirect', /redirects to https:\/\/www\.shop\.example\/wp-json\/\./ ],
	[ 'challenge', /Cloudflare stands in front of this address/ ],
	[ 'sucuri', /Sucuri stands in front of this address/ ],
	[ 'forbidden', /refuses calls to this address \(HTTP 403\)/ ],
	[ 'password', /asks for a user name and a password/ ],
	[ 'not_found', /is not found.*Save the permalinks/ ],
	[ 'error', /answers this address with an error \(HTTP 502\)/ ],
	[ 'soon', /Something else answers at this address/ ],
	[ 'cache', /A cache answers in place of the shop/ ],
	[
		'rest_blocked',
		/blocks the REST API of WordPress \(HTTP 401, rest_cannot_access\)/,
	],
	[ 'strips_body', /arrives without its content/ ],
	[ 'strips_headers', /arrives without its signature/ ],
	[ 'tls', /certificate of this address is not accepted/ ],
];

test( 'the address: what stands in front of it is named, and is gone once it is', async ( {
	probe,
	shop,
	ui,
	page,
} ) => {
	await ui.open( { tab: 'connection' } );
	const address = line( ui, 'Delivery URL' );
	await expect( address ).toContainText( 'Not tested in the last day' );
	for ( const [ what, said ] of IN_FRONT ) {
		await probe.setOptions( { telaris_in_front: what } );
		await runTest( ui );
		await expectProblem( address, said );
		await expect( ui.tab( 'Connection' ) ).toContainText( /problem/ );
		await expect( address ).not.toContainText( 'key=secret' );
	}
	await expect( page.getByText( 'Delivery URL Problem' ) ).toBeVisible();

	await probe.setOptions( { telaris_in_front: '' } );
	await runTest( ui );
	await expectOk( address );
	await address.getByText( 'What came back' ).click();
	await expect( address ).toContainText( 'HTTP 200' );
	// The stand-in has no ?wc-api=.
	if ( ! shop.ground.standIn ) {
		await expectOk( line( ui, 'Address for blocked REST APIs' ) );
	}
} );

test( 'Site Health and the checklist say the same', async ( {
	page,
	probe,
	ui,
} ) => {
	await probe.setOptions( { telaris_in_front: 'challenge' } );
	await ui.open( { tab: 'connection' } );
	await runTest( ui );
	await expectProblem( line( ui, 'Delivery URL' ), /Cloudflare/ );
	const health = await probe.php(
		`$tests = apply_filters( 'site_status_tests', [ 'direct' => [], 'async' => [] ] ); echo wp_json_encode( $tests['direct']['telaris_for_woocommerce']['test']() );`
	);
	expect( health ).toContain( 'Cloudflare' );
	await expectAccessible( page );
} );

test( 'a lost Authorization header matters where a key is used', async ( {
	probe,
	shop,
	ui,
} ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
	await probe.setOptions( { telaris_in_front: 'strips_authorization' } );
	await ui.open( { tab: 'connection' } );
	await runTest( ui );
	const header = line( ui, 'Authorization header' );
	await expect( header ).toContainText( 'Worth a look' );
	await markKey( probe, shop.keys.readWrite.key );
	await runTest( ui );
	await expectProblem( header, /takes the Authorization header away/ );
	await probe.setOptions( { telaris_in_front: '' } );
	await runTest( ui );
	await expectOk( header );
} );

test( 'the key: read only, then with the right to write', async ( {
	probe,
	shop,
	ui,
} ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
	await markKey( probe, shop.keys.readOnly.key );
	await ui.open( { tab: 'connection' } );
	const key = line( ui, 'API key' );
	await expectProblem( key, /may only read/ );
	await expect( key.getByRole( 'link' ) ).toHaveAttribute(
		'href',
		/section=keys/
	);
	await markKey( probe, shop.keys.readWrite.key );
	await ui.open( { tab: 'connection' } );
	await expectOk( key );
} );

test( 'the secret: none, unreadable, never used, in use', async ( {
	probe,
	telaris,
	ui,
} ) => {
	await probe.setOptions( { [ OPTIONS[ 0 ] as string ]: [] } );
	await probe.sql( `DELETE FROM {prefix}telaris_counters` );
	await ui.open( { tab: 'connection' } );
	const secret = line( ui, 'Signing secret' );
	await expectProblem( secret, /there is no signing secret/ );
	await secret.getByRole( 'link', { name: 'To the secrets' } ).click();
	await ui.root.getByRole( 'button', { name: 'Make a new secret' } ).click();
	const made = await ui.dialog
		.getByRole( 'textbox', { name: 'Secret' } )
		.inputValue();
	await ui.dialog.getByRole( 'button', { name: 'Done' } ).click();
	await expect( secret ).toContainText( 'has not used the signing secret' );
	await telaris.send( messages.ping(), made );
	await ui.open( { tab: 'connection' } );
	await expectOk( secret );

	await probe.php(
		`$all = get_option( '${ OPTIONS[ 0 ] }' ); $all[0]['sealed'] = 'salts that changed'; update_option( '${ OPTIONS[ 0 ] }', $all );`
	);
	await ui.open( { tab: 'connection' } );
	await expectProblem( secret, /cannot be read any more/ );
} );

test( 'the clock, and what was refused by its address', async ( {
	probe,
	shop,
	telaris,
	ui,
} ) => {
	await probe.sql( `DELETE FROM {prefix}telaris_counters` );
	await new WebhookEndpoint( shop ).send( messages.ping(), {
		timestamp: Math.floor( Date.now() / 1000 ) - 900,
	} );
	await ui.open( { tab: 'connection' } );
	const clock = line( ui, 'Clocks' );
	const refused = line( ui, 'Refused calls' );
	await expectProblem( clock, /clocks differ by more than 5 minutes/ );
	await expect( refused ).toContainText(
		/Refused in the last day: 1 call: .*from 127\.0\.0\.0\/24/
	);
	await expect(
		ui.root.getByRole( 'table' ).getByText( 'from 127.0.0.0/24' )
	).toBeVisible();

	// Ten minutes later Telaris's clock is right.
	await probe.sql(
		`UPDATE {prefix}telaris_counters SET bucket = bucket - 600 WHERE bucket > 0 AND name LIKE 'address:%'`
	);
	await telaris.send( messages.ping() );
	await ui.open( { tab: 'connection' } );
	await expectOk( clock );
	await expect( clock ).toContainText( /\d seconds? apart/ );
	await expect( refused ).toContainText( 'Worth a look' );
	await expectOk( line( ui, 'Calls of Telaris' ) );
} );

test( 'a message of Telaris that was refused, until it comes right', async ( {
	shop,
	telaris,
	ui,
} ) => {
	const endpoint = new WebhookEndpoint( shop );
	const id = newId();
	const order = await telaris.newOrder();
	await endpoint.send(
		{ ...order.invoiced, type: 'order.invocied' } as never,
		{ id }
	);
	await ui.open( { tab: 'connection' } );
	const refused = line( ui, 'Refused calls' );
	await expectProblem( refused, /1 message of Telaris in the last day/ );
	await refused.getByRole( 'link', { name: 'To the refused calls' } ).click();
	await endpoint.send( order.invoiced, { id } );
	await ui.open( { tab: 'connection' } );
	await expect( refused ).not.toContainText( 'Problem' );
} );

test( 'silence: unusual for three weeks, over with a call', async ( {
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.newOrder();
	await telaris.send( order.imported );
	await probe.sql(
		`UPDATE {prefix}telaris_counters SET n = n - 1814400 WHERE name = 'last_contact'`
	);
	await ui.open( { tab: 'connection' } );
	const contact = line( ui, 'Calls of Telaris' );
	await expectProblem( contact, /has not called for 21 days/ );
	await telaris.send( messages.ping() );
	await ui.open( { tab: 'connection' } );
	await expectOk( contact );
} );

test( 'the queue: late, then worked off', async ( { probe, telaris, ui } ) => {
	const order = await telaris.newOrder();
	await probe.faults( { save_throws: true, order: order.id } );
	await telaris.send( order.invoiced );
	await probe.clearFaults();
	await probe.waitForEnd();
	await probe.sql(
		`UPDATE {prefix}telaris_notifications SET next_attempt_at = next_attempt_at - 1800 WHERE state = 'pending'`
	);
	await ui.open( { tab: 'connection' } );
	const queue = line( ui, 'Work in the background' );
	await expectProblem( queue, /late by \d+ min.*DISABLE_WP_CRON is set/ );
	await expect( queue.getByRole( 'link' ) ).toHaveAttribute(
		'href',
		/action-scheduler/
	);
	await probe.php( `do_action( 'telaris_for_woocommerce_due' );` );
	await ui.open( { tab: 'connection' } );
	await expectOk( queue );
} );

test( 'a moved shop, and a person who says that it is the shop', async ( {
	probe,
	ui,
} ) => {
	await probe.setOptions( {
		[ OPTIONS[ 2 ] as string ]:
			Buffer.from( 'old.example' ).toString( 'base64' ),
	} );
	await ui.open( { tab: 'connection' } );
	const shop = line( ui, 'The shop itself' );
	await expectProblem( shop, /changed from old\.example/ );
	await shop
		.getByRole( 'button', { name: /confirm its new address/ } )
		.click();
	await expectOk( shop );
} );

test( 'a webhook of WooCommerce that is disabled, and is on again', async ( {
	probe,
	shop,
	ui,
} ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
	const { data } = await new CoreApi( shop, shop.keys.readWrite ).call(
		'post',
		'webhooks',
		{
			name: 'Orders to Telaris',
			topic: 'order.created',
			delivery_url: 'https://telaris.example/',
		}
	);
	await probe.sql(
		`UPDATE {prefix}wc_webhooks SET status = 'disabled', failure_count = 6 WHERE webhook_id = ${ data.id }`
	);
	try {
		await ui.open( { tab: 'connection' } );
		const webhook = line( ui, "WooCommerce's webhook to Telaris" );
		await expectProblem( webhook, /"Orders to Telaris", is disabled/ );
		await webhook
			.getByRole( 'button', { name: 'Switch the webhook on again' } )
			.click();
		await expect( webhook ).toHaveCount( 0 );
	} finally {
		await probe.sql(
			`DELETE FROM {prefix}wc_webhooks WHERE webhook_id = ${ data.id }`
		);
	}
} );

test( 'waiting for a call: refused ones are seen as they come, and it turns green', async ( {
	shop,
	telaris,
	ui,
} ) => {
	await telaris.send( messages.ping() );
	await ui.open( { tab: 'connection' } );
	const proof = section( ui, 'Try it from Telaris' );
	await proof
		.getByRole( 'button', { name: 'Wait for Telaris’s call' } )
		.click();
	await expect( proof ).toContainText( 'Waiting for a call' );
	await new WebhookEndpoint( shop ).send( messages.ping(), {
		secret: `whsec_${ Buffer.alloc( 32 ).toString( 'base64' ) }`,
	} );
	await expect( proof ).toContainText(
		/1 call from 127\.0\.0\.0\/24 was refused\. The signature does not fit/
	);
	// Less than 30 seconds after the one before: it is noted all the same.
	await telaris.send( messages.ping() );
	await expect( proof ).toContainText( 'Telaris got through' );
	await proof
		.getByRole( 'button', { name: 'Wait for another call' } )
		.click();
	await proof.getByRole( 'button', { name: 'Stop waiting' } ).click();
	await expect( proof ).not.toContainText( 'Waiting for a call' );
} );

test.describe( 'for whoever sets it up', () => {
	test.use( { permissions: [ 'clipboard-read', 'clipboard-write' ] } );

	test( 'what is copied works in a shell', async ( { page, shop, ui } ) => {
		await ui.open( { tab: 'connection' } );
		await ui.root
			.getByRole( 'button', {
				name: 'Copy everything for whoever sets it up',
			} )
			.click();
		const copied = await page.evaluate( () =>
			navigator.clipboard.readText()
		);
		expect( copied ).toContain( `${ shop.url }/wp-json/wc-telaris/v1` );
		expect( copied ).toContain( 'webhook-signature' );
		expect( copied ).not.toContain( shop.webhookSecret );
		const commands = copied.slice( copied.indexOf( '# TELARIS_SECRET' ) );
		const { stdout } = await promisify( execFile )(
			'bash',
			[ '-euc', commands ],
			{
				env: { ...process.env, TELARIS_SECRET: shop.webhookSecret },
			}
		);
		expect( JSON.parse( stdout ) ).toMatchObject( { code: 'pong' } );
	} );
} );

test( 'after the first activation one notice leads here', async ( {
	page,
	probe,
	ui,
} ) => {
	const notice = page.locator( '.notice', {
		hasText: 'Telaris for WooCommerce is active',
	} );
	await probe.setOptions( { telaris_for_woocommerce_first_run: '1' } );
	await page.goto( '/wp-admin/plugins.php' );
	await expect( notice ).toBeVisible();
	await notice.getByRole( 'link', { name: 'Hide this notice' } ).click();
	await expect( page ).toHaveURL( /plugins\.php/ );
	await expect( notice ).toHaveCount( 0 );

	await probe.setOptions( { telaris_for_woocommerce_first_run: '1' } );
	await page.goto( '/wp-admin/plugins.php' );
	await notice.getByRole( 'link', { name: 'Connect Telaris' } ).click();
	await expect( section( ui, 'Checklist' ) ).toBeVisible();
	await page.goto( '/wp-admin/plugins.php' );
	await expect( notice ).toHaveCount( 0 );
	await page
		.getByRole( 'rowheader', { name: 'Telaris for WooCommerce' } )
		.getByRole( 'link', { name: 'Settings' } )
		.click();
	await expect( section( ui, 'Checklist' ) ).toBeVisible();
} );

function section( ui: Screen, heading: string ): Locator {
	return ui.root.locator( 'section' ).filter( {
		has: ui.page.getByRole( 'heading', { name: heading, exact: true } ),
	} );
}

function line( ui: Screen, label: string ): Locator {
	return section( ui, 'Checklist' )
		.getByRole( 'listitem' )
		.filter( {
			has: ui.page.getByRole( 'heading', {
				name: new RegExp( `^${ label } ` ),
			} ),
		} );
}

async function runTest( ui: Screen ): Promise< void > {
	const button = ui.root.getByRole( 'button', {
		name: 'Test the connection',
	} );
	const answered = ui.page.waitForResponse( /connection\/test/ );
	await button.click();
	await answered;
	await expect( button ).toBeEnabled();
}

async function expectProblem( of: Locator, said: RegExp ): Promise< void > {
	await expect( of ).toHaveClass( /is-problem/ );
	await expect( of ).toContainText( said );
}

async function expectOk( of: Locator ): Promise< void > {
	await expect( of ).toHaveClass( /is-ok/ );
}

async function markKey(
	probe: { php: ( php: string ) => Promise< string > },
	key: string
): Promise< void > {
	await probe.php(
		`global $wpdb; $id = $wpdb->get_var( $wpdb->prepare( "SELECT key_id FROM {$wpdb->prefix}woocommerce_api_keys WHERE consumer_key = %s", wc_api_hash( '${ key }' ) ) ); $settings = get_option( '${ OPTIONS[ 1 ] }', [] ); update_option( '${ OPTIONS[ 1 ] }', [ 'marked_key' => (int) $id ] + ( is_array( $settings ) ? $settings : [] ) );`
	);
}

function phpList( values: readonly string[] ): string {
	return `[ ${ values.map( ( value ) => `'${ value }'` ).join( ', ' ) } ]`;
}
