/**
 * The zip in the hands of a merchant: uploaded in wp-admin, updated over an older one, deactivated, deleted, installed
 * again. In a shop of its own. OLDER_ZIP names a real older zip; without it, this one is made to look older.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import AdmZip from 'adm-zip';
import { subjectOf, type Subject } from '../http/support/orders';
import { startShop, type Shop } from '../shop';
import { staged } from '../shop/paths';
import { deliveryUrl, TelarisClient } from '../telaris/client';
import { pack } from '../build/pack';
import { NEEDS_WOOCOMMERCE } from './support/test';

const SLUG = 'telaris-for-woocommerce';

let shop: Shop;
let scratch: string;
let newer: string;
let older: string;

test.beforeAll( async () => {
	scratch = await mkdtemp( join( tmpdir(), 'life-cycle-' ) );
	newer = join( scratch, 'newer.zip' );
	older = process.env[ 'OLDER_ZIP' ] ?? join( scratch, 'older.zip' );
	const { bytes } = pack( staged );
	await writeFile( newer, bytes );
	if ( ! process.env[ 'OLDER_ZIP' ] ) {
		await writeFile( older, madeOlder( bytes ) );
	}
	shop = await startShop( {
		name: 'life-cycle',
		plugin: false,
		fresh: true,
	} );
} );
test.afterAll( async () => {
	await shop?.stop();
	await rm( scratch, { recursive: true, force: true } );
} );

/** With another version, and one of the tables before, so that an update has something to do. */
function madeOlder( bytes: Buffer ): Buffer {
	const zip = new AdmZip( bytes );
	const change = ( name: string, from: RegExp, to: string ) => {
		const text = zip.readAsText( `${ SLUG }/${ name }` );
		expect( text ).toMatch( from );
		zip.updateFile(
			`${ SLUG }/${ name }`,
			Buffer.from( text.replace( from, to ) )
		);
	};
	change( `${ SLUG }.php`, /(Version: +)\S+/, '$10.0.1' );
	change( 'php/Plugin.php', /(SCHEMA_VERSION = ')\d+/, '$11' );
	return zip.toBuffer();
}

async function upload( page: Page, zip: string ): Promise< void > {
	await page.goto( '/wp-admin/plugin-install.php?tab=upload' );
	await page.locator( '#pluginzip' ).setInputFiles( zip );
	await page.getByRole( 'button', { name: 'Install Now' } ).click();
}

/** The plugin's row of the list. */
async function inList( page: Page ) {
	await page.goto( '/wp-admin/plugins.php' );
	return page.locator( `tr[data-slug="${ SLUG }"]:not(.plugin-update-tr)` );
}

async function newOrder( state: string ): Promise< Subject > {
	const id = await shop.wp( [
		'eval',
		`$order = wc_create_order(); $order->set_billing_email( 'kari@example.com' ); $order->set_currency( 'NOK' ); $order->set_total( '499.00' ); $order->set_status( '${ state }' ); echo $order->save();`,
	] );
	return subjectOf( Number( id ) );
}

async function status( { id }: Subject ): Promise< string > {
	return shop.wp( [ 'eval', `echo wc_get_order( ${ id } )->get_status();` ] );
}

/** By SQL: an older version need not have the commands of today. */
const history = async () =>
	JSON.parse(
		await shop.wp( [
			'eval',
			'global $wpdb; echo json_encode( $wpdb->get_results( "SELECT id, order_id, telaris_order, state, code FROM {$wpdb->prefix}telaris_notifications WHERE state <> \'import\' ORDER BY id" ) );',
		] )
	) as Record< string, unknown >[];

test( 'uploaded, updated, deactivated, deleted, installed again', async ( {
	browser,
} ) => {
	// The stand-in cannot list what is scheduled.
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
	test.slow();
	const page = await browser.newPage( { baseURL: shop.url } );
	await page.goto( '/wp-login.php' );
	await page.locator( '#user_login' ).fill( shop.admin.user );
	await page.locator( '#user_pass' ).fill( shop.admin.password );
	await page.getByRole( 'button', { name: 'Log In' } ).click();

	await upload( page, older );
	await page.getByRole( 'link', { name: 'Activate Plugin' } ).click();
	await expect( page.getByText( 'Plugin activated.' ) ).toBeVisible();
	const secret = await shop.wp( [
		'telaris',
		'secret',
		'create',
		'--porcelain',
	] );
	const telaris = new TelarisClient( {
		url: deliveryUrl( shop.url ),
		secret,
		patience: { attempts: 1 },
	} );
	const completed = await newOrder( 'processing' );
	const failed = await newOrder( 'cancelled' );
	const waiting = await newOrder( 'processing' );
	await telaris.send( waiting.imported );
	expect( ( await telaris.send( completed.invoiced ) ).code ).toBe(
		'completed'
	);
	expect( ( await telaris.send( failed.invoiced ) ).code ).toBe(
		'status_not_allowed'
	);
	const before = await history();
	expect( before ).toHaveLength( 2 );
	const isKept = async () => {
		expect( await history() ).toEqual( before );
		expect(
			await shop.wp( [ 'telaris', 'link', 'get', String( waiting.id ) ] )
		).toBe( waiting.telarisOrder );
	};

	await upload( page, newer );
	await page
		.getByRole( 'link', { name: 'Replace current with uploaded' } )
		.click();
	await expect(
		page.getByText( 'Plugin updated successfully.' )
	).toBeVisible();
	await isKept();
	const installed = await readFile(
		join(
			shop.folder,
			`wordpress/wp-content/plugins/${ SLUG }/${ SLUG }.php`
		),
		'utf8'
	);
	expect( installed ).not.toMatch( /Version: +0\.0\.1\s/ );
	await page.goto( `/wp-admin/admin.php?page=${ SLUG }` );
	await expect(
		page.getByRole( 'row' ).filter( { hasText: failed.telarisOrder } )
	).toBeVisible();

	await (
		await inList( page )
	)
		.getByRole( 'link', { name: /Deactivate/ } )
		.click();
	await expect( page.getByText( 'Plugin deactivated.' ) ).toBeVisible();
	expect( ( await telaris.send( waiting.invoiced ) ).status ).toBe( 404 );
	expect( await status( waiting ) ).toBe( 'processing' );
	expect(
		await shop.wp( [
			'eval',
			"echo count( as_get_scheduled_actions( array( 'group' => 'telaris-for-woocommerce', 'status' => 'pending' ) ) );",
		] )
	).toBe( '0' );

	page.once( 'dialog', ( dialog ) => dialog.accept() );
	const row = await inList( page );
	await row.getByRole( 'link', { name: /Delete/ } ).click();
	await expect( row.filter( { hasText: 'Deactivate' } ) ).toHaveCount( 0 );
	await expect
		.poll( () =>
			existsSync(
				join( shop.folder, 'wordpress/wp-content/plugins', SLUG )
			)
		)
		.toBe( false );

	await upload( page, newer );
	await page.getByRole( 'link', { name: 'Activate Plugin' } ).click();
	await isKept();
	expect( ( await telaris.send( waiting.invoiced ) ).code ).toBe(
		'completed'
	);
	expect( await status( waiting ) ).toBe( 'completed' );

	// The merchant ticked that nothing is to stay.
	await shop.wp( [
		'eval',
		"update_option( 'telaris_for_woocommerce_settings', array( 'remove_data' => true ) + (array) get_option( 'telaris_for_woocommerce_settings', array() ) );",
	] );
	await shop.wp( [ 'plugin', 'uninstall', SLUG, '--deactivate' ] );
	expect(
		await shop.wp( [
			'eval',
			"global $wpdb; echo count( $wpdb->get_col( \"SHOW TABLES LIKE '{$wpdb->prefix}telaris\\_%'\" ) ), ' ', count( $wpdb->get_col( \"SELECT option_name FROM $wpdb->options WHERE option_name LIKE 'telaris_for_woocommerce%'\" ) );",
		] )
	).toBe( '0 0' );
	expect( await status( completed ) ).toBe( 'completed' );
	await page.close();
} );
