/** New rows appear by themselves, and never under somebody who is reading. */
import { expect, test } from './support/test';

test.use( { ownContext: true } );

/** A little more than the screen waits between two looks. */
const A_LOOK_LATER = 31_000;

test.beforeEach( async ( { page } ) => {
	await page.clock.install();
} );

test( 'a new row appears by itself', async ( { page, telaris, ui } ) => {
	const before = await telaris.invoiced();
	await ui.open();
	await expect( ui.rows.first() ).toContainText( before.telarisOrder );
	const after = await telaris.invoiced();
	await page.mouse.move( 5, 5 );
	await page.clock.fastForward( A_LOOK_LATER );
	await expect( ui.rows.first() ).toContainText( after.telarisOrder );
} );

test( 'it does not move what somebody points at; it is said, and shown on request', async ( {
	page,
	telaris,
	ui,
} ) => {
	const before = await telaris.invoiced();
	await ui.open();
	const row = ui.row( before.telarisOrder );
	await row.hover();
	const place = await row.boundingBox();
	const after = await telaris.invoiced();
	await page.clock.fastForward( A_LOOK_LATER );
	const button = ui.root.getByRole( 'button', { name: '1 new' } );
	await expect( button ).toBeVisible();
	await expect( ui.row( after.telarisOrder ) ).toHaveCount( 0 );
	expect( await row.boundingBox() ).toEqual( place );
	await button.click();
	await expect( ui.rows.first() ).toContainText( after.telarisOrder );
	await expect( button ).toHaveCount( 0 );
} );

test( 'a row that is shown tells what became of it, in its place', async ( {
	page,
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await ui.openFound( order.telarisOrder );
	await ui.row( order.telarisOrder ).hover();
	await probe.setStatus( order.id, 'processing' );
	expect( ( await telaris.send( order.invoiced ) ).code ).toBe( 'completed' );
	await page.clock.fastForward( A_LOOK_LATER );
	await expect(
		ui.root.getByRole( 'button', { name: '1 new' } )
	).toBeVisible();
	await expect( ui.rows ).toHaveCount( 1 );
} );
