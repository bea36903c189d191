/** Pictures of the main views, to be looked at and to be used in README and readme.txt: .shop/screenshots/. */
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { setScene, type Scene } from './scene';

const FOLDER = resolve( '.shop/screenshots' );
const PHONE = { width: 390, height: 844 };

let scene: Scene;

test.beforeAll( async ( { telaris, probe } ) => {
	test.setTimeout( 240_000 );
	scene = await setScene( telaris, probe );
} );

/** Takes a picture once nothing moves any more. */
async function shoot( page: Page, name: string ): Promise< void > {
	// Where nothing reacts to the pointer.
	await page.mouse.move( 700, 60 );
	await page.waitForLoadState( 'networkidle' );
	await page.screenshot( {
		path: `${ FOLDER }/${ name }.png`,
		animations: 'disabled',
		caret: 'hide',
	} );
}

test( 'history', async ( { page, ui } ) => {
	await ui.open();
	await expect( ui.rows.first() ).toBeVisible();
	await shoot( page, 'history' );
} );

test( 'detail of an order that was put back', async ( { page, ui } ) => {
	await ui.open();
	await ui.openDetails( scene.reverted.telarisOrder );
	await shoot( page, 'detail' );
} );

test( 'detail with a link to repair', async ( { page, ui } ) => {
	await ui.open();
	await ui.openDetails( scene.unlinked.telarisOrder );
	await shoot( page, 'detail-link' );
} );

test( 're-send of two', async ( { page, ui } ) => {
	await ui.open();
	for ( const order of [ scene.reverted, scene.blocked ] ) {
		await ui.row( order.telarisOrder ).getByRole( 'checkbox' ).check();
	}
	await shoot( page, 'bulk' );
	await ui.root.getByRole( 'button', { name: 'Re-send…' } ).last().click();
	await expect( ui.dialog ).toBeVisible();
	await shoot( page, 'resend' );
} );

test( 'all that failed', async ( { page, ui } ) => {
	await ui.open();
	await ui.root.getByRole( 'button', { name: /^Review \d/ } ).click();
	await expect( ui.dialog ).toBeVisible();
	await shoot( page, 'review' );
} );

test( 'orders that await their invoice', async ( { page, ui } ) => {
	await ui.open( { tab: 'awaiting' } );
	await expect( ui.root.getByRole( 'listitem' ).first() ).toBeVisible();
	await shoot( page, 'awaiting' );
} );

test( 'connection', async ( { page, ui } ) => {
	await ui.open( { tab: 'connection' } );
	await expect(
		ui.root.getByRole( 'button', { name: 'Save settings' } )
	).toBeVisible();
	await shoot( page, 'connection' );
	await page.setViewportSize( { width: 1280, height: 1800 } );
	await shoot( page, 'connection-whole' );
} );

test.describe( 'on a phone', () => {
	test.use( { viewport: PHONE, hasTouch: true, isMobile: true } );

	test( 'history and detail', async ( { page, ui } ) => {
		await ui.open();
		const item = ui.listItem( `#${ scene.reverted.number }` );
		await expect( item ).toBeVisible();
		await shoot( page, 'history-phone' );
		await item.click();
		await expect(
			ui.details.getByRole( 'heading', { name: 'What happened' } )
		).toBeVisible();
		await shoot( page, 'detail-phone' );
	} );

	test( 'all that failed, and the other tabs', async ( { page, ui } ) => {
		await ui.open();
		await ui.root.getByRole( 'button', { name: /^Review \d/ } ).click();
		await expect( ui.dialog ).toBeVisible();
		await shoot( page, 'review-phone' );
		await ui.open( { tab: 'awaiting' } );
		await expect( ui.root.getByRole( 'listitem' ).first() ).toBeVisible();
		await shoot( page, 'awaiting-phone' );
		await ui.open( { tab: 'connection' } );
		await expect(
			ui.root.getByRole( 'button', { name: 'Save settings' } )
		).toBeVisible();
		await shoot( page, 'connection-phone' );
	} );
} );

test.describe( 'in Norwegian', () => {
	test.use( { person: 'nina', locale: 'nb-NO' } );

	test( 'history', async ( { page, ui } ) => {
		await ui.open();
		await expect( ui.rows.first() ).toBeVisible();
		await shoot( page, 'history-nb' );
		await ui.root.getByRole( 'button', { name: /^Se gjennom \d/ } ).click();
		await expect( ui.dialog ).toBeVisible();
		await shoot( page, 'review-nb' );
		await ui.open( { tab: 'awaiting' } );
		await expect( ui.root.getByRole( 'listitem' ).first() ).toBeVisible();
		await shoot( page, 'awaiting-nb' );
		await ui.open( { tab: 'connection' } );
		await expect(
			ui.root.getByRole( 'button', { name: 'Lagre innstillinger' } )
		).toBeVisible();
		await page.setViewportSize( { width: 1280, height: 1800 } );
		await shoot( page, 'connection-nb' );
	} );
} );

test.describe( 'from right to left', () => {
	test.use( { person: 'rami' } );

	test( 'history and detail', async ( { page, ui } ) => {
		await ui.open();
		await expect( ui.rows.first() ).toBeVisible();
		await shoot( page, 'history-rtl' );
		await ui.openDetails( scene.reverted.telarisOrder );
		await shoot( page, 'detail-rtl' );
	} );
} );
