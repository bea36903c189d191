/** The Connection tab: whether Telaris reaches the shop, and the secrets it signs with. */
import * as messages from '../telaris/messages';
import { expect, test } from './support/test';

const SECRETS = 'telaris_for_woocommerce_secrets';

/** The shop's own secret must outlive these tests, though a new one would let it expire. */
let secretsBefore: unknown;

test.beforeAll( async ( { probe } ) => {
	secretsBefore = JSON.parse(
		await probe.php(
			`echo wp_json_encode( get_option( '${ SECRETS }' ) );`
		)
	);
} );

test.afterEach( async ( { probe } ) => {
	await probe.setOptions( { [ SECRETS ]: secretsBefore } );
} );

test( 'a secret is made and shown once, is accepted, and is ended', async ( {
	page,
	telaris,
	ui,
} ) => {
	// The one that is in use before.
	await telaris.send( messages.ping() );
	await ui.open( { tab: 'connection' } );
	await ui.root.getByRole( 'button', { name: 'Make a new secret' } ).click();
	await ui.dialog.getByRole( 'button', { name: 'Make the secret' } ).click();
	const field = ui.dialog.getByRole( 'textbox', { name: 'Secret' } );
	await expect( field ).toHaveValue( /^whsec_[A-Za-z0-9+/]+=*$/ );
	const secret = await field.inputValue();
	await ui.dialog.getByRole( 'button', { name: 'Done' } ).click();
	await expect( page.getByText( secret ) ).toHaveCount( 0 );
	expect( await page.content() ).not.toContain( secret );

	const secrets = ui.root
		.getByRole( 'table' )
		.getByRole( 'row' )
		.filter( { has: page.getByRole( 'rowheader' ) } );
	await expect( secrets ).toHaveCount( 2 );
	const made = secrets.filter( { hasText: 'Never' } );
	await expect( made ).toContainText( 'Until it is ended' );
	await expect(
		secrets.filter( { hasText: /in 2[34] hours|tomorrow/ } )
	).toHaveCount( 1 );
	const id = ( await made.getByRole( 'rowheader' ).innerText() ).trim();

	const pong = await telaris.send( messages.ping(), secret );
	expect( pong.code ).toBe( 'pong' );
	await page.reload();
	await expect( page.getByText( secret ) ).toHaveCount( 0 );
	await expect( made ).toHaveCount( 0 );
	await expect( secrets.filter( { hasText: id } ) ).toContainText(
		'just now'
	);

	await ui.root
		.getByRole( 'button', { name: `End secret ${ id }…` } )
		.click();
	await expect( ui.dialog ).toContainText( 'This cannot be undone.' );
	await ui.dialog.getByRole( 'button', { name: 'End the secret' } ).click();
	await expect( ui.dialog ).toHaveCount( 0 );
	await expect( secrets ).toHaveCount( 1 );
	const refused = await telaris.send( messages.ping(), secret );
	expect( refused ).toMatchObject( {
		status: 401,
		code: 'signature_invalid',
	} );

	await page.reload();
	await expect( ui.root ).toContainText(
		/\d+ calls? in the last hour could not prove/
	);
	await expect( ui.tab( 'Connection' ) ).toContainText( /\d+ problems?/ );
} );

test( 'Cancel ends no secret and makes none', async ( { ui } ) => {
	await ui.open( { tab: 'connection' } );
	const secrets = ui.root.getByRole( 'table' ).getByRole( 'button' );
	await expect( secrets ).toHaveCount( 1 );
	await ui.root.getByRole( 'button', { name: 'Make a new secret' } ).click();
	await ui.dialog.getByRole( 'button', { name: 'Cancel' } ).click();
	await secrets.click();
	await ui.dialog.getByRole( 'button', { name: 'Cancel' } ).click();
	await expect( ui.dialog ).toHaveCount( 0 );
	await expect( secrets ).toHaveCount( 1 );
} );

test.describe( 'the address to call', () => {
	test.use( { permissions: [ 'clipboard-read', 'clipboard-write' ] } );

	test( 'is shown, is copied, and is the one that works', async ( {
		page,
		shop,
		ui,
	} ) => {
		await ui.open( { tab: 'connection' } );
		const field = ui.root.getByRole( 'textbox', { name: 'Delivery URL' } );
		await expect( field ).toHaveValue(
			`${ shop.url }/wp-json/wc-telaris/v1/notifications`
		);
		// The first; the address for hosts that block the REST API has one of its own.
		await ui.root.getByRole( 'button', { name: 'Copy' } ).first().click();
		await expect(
			ui.root.getByRole( 'button', { name: 'Copied' } )
		).toBeVisible();
		expect(
			await page.evaluate( () => navigator.clipboard.readText() )
		).toBe( await field.inputValue() );
	} );
} );
