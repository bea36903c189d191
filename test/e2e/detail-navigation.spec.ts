/** Ways into the details of a message and out of them. */
import { expect, NEEDS_WOOCOMMERCE, test } from './support/test';

test( 'open and close by mouse; the list stays, and the row has the focus again', async ( {
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	await ui.openFound( order.telarisOrder );
	const details = await ui.openDetails( order.telarisOrder );
	await expect( page ).toHaveURL( /notification=\d+/ );
	await expect( ui.row( `#${ order.number }` ) ).toBeVisible();
	await expect( details ).toContainText(
		'The order is Completed: there is nothing to re-send.'
	);
	await details.getByRole( 'button', { name: 'Close details' } ).click();
	await expect( details ).toHaveCount( 0 );
	await expect(
		ui.detailsLink( ui.row( order.telarisOrder ) )
	).toBeFocused();
} );

test( 'have an address: reload shows them, back closes them', async ( {
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	await ui.openFound( order.telarisOrder );
	await ui.openDetails( order.telarisOrder );
	await page.reload();
	await expect(
		ui.details.getByRole( 'heading', { name: `Order #${ order.number }` } )
	).toBeVisible();
	await page.goBack();
	await expect( ui.details ).toHaveCount( 0 );
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
} );

test( 'lead to the order', async ( { page, shop, telaris, ui } ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
	const order = await telaris.blocked();
	await ui.openFound( order.telarisOrder );
	const details = await ui.openDetails( order.telarisOrder );
	await details.getByRole( 'link', { name: 'Open order' } ).click();
	await expect(
		page.getByRole( 'heading', {
			// Up to WooCommerce 10 it is "Order #1 details".
			name: new RegExp( `^Order #${ order.number }( details)?$` ),
		} )
	).toBeVisible();
} );

test( 'open and close by keyboard', async ( { page, telaris, ui } ) => {
	const order = await telaris.invoiced();
	await ui.openFound( order.telarisOrder );
	await ui.detailsLink( ui.row( order.telarisOrder ) ).focus();
	await page.keyboard.press( 'Enter' );
	await expect(
		ui.details.getByRole( 'heading', { name: `Order #${ order.number }` } )
	).toBeFocused();
	await page.keyboard.press( 'Escape' );
	await expect( ui.details ).toHaveCount( 0 );
	await expect(
		ui.detailsLink( ui.row( order.telarisOrder ) )
	).toBeFocused();
} );

test( 'after the cause is mended, from the details', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.blocked();
	await ui.openFound( order.telarisOrder );
	const details = await ui.openDetails( order.telarisOrder );
	await probe.setStatus( order.id, 'processing' );
	await details.getByRole( 'button', { name: 'Re-send…' } ).click();
	await expect( ui.dialog ).toContainText( `Order #${ order.number }` );
	await ui.confirmResend();
	await expect( ui.dialog ).toContainText( '1 order is Completed.' );
	await ui.closeSummary();
	// The call, the change in the shop, and this.
	await expect( details.getByRole( 'listitem' ) ).toHaveCount( 3 );
	await expect( details.getByRole( 'listitem' ).last() ).toContainText(
		'Re-sent by admin'
	);
	await expect( ui.row( `#${ order.number }` ) ).toContainText(
		'Set to Completed.'
	);
	expect( ( await probe.order( order.id ) ).hooks.completed ).toBe( 1 );
	await expectEmails( order.id, 1 );
} );
