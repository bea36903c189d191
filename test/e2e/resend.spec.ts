/** Re-sending: one order, one against what stands against it, many at once; and marking as checked. */
import { expect, test } from './support/test';

test( '“Complete anyway” completes what is cancelled', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.blocked();
	await ui.openResend( order.telarisOrder );
	await expect( ui.dialog ).toContainText( 'the order counts as paid' );
	await ui.dialog
		.getByRole( 'checkbox', {
			name: `Complete anyway: Order #${ order.number }`,
		} )
		.check();
	await ui.confirmResend();
	await expect( ui.dialog ).toContainText( '1 order is Completed.' );
	await ui.closeSummary();
	await expect( ui.row( order.telarisOrder ) ).toContainText(
		'Set to Completed.'
	);
	const seen = await probe.order( order.id );
	expect( seen.status ).toBe( 'completed' );
	expect( seen.hooks.completed ).toBe( 1 );
	await expectEmails( order.id, 1 );
} );

test( 'without the email, the customer hears nothing', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.blocked();
	await probe.setStatus( order.id, 'processing' );
	await ui.openResend( order.telarisOrder );
	await ui.dialog
		.getByRole( 'checkbox', { name: /“Order complete” email/ } )
		.uncheck();
	await ui.confirmResend();
	await expect( ui.dialog ).toContainText( '1 order is Completed.' );
	// An email leaves after the answer.
	await probe.waitForEnd();
	await expectEmails( order.id, 0 );
} );

test( 'many at once: the mended ones are Completed, the blocked one is named with what to do', async ( {
	probe,
	shop,
	telaris,
	ui,
	expectEmails,
} ) => {
	const mended = [ await telaris.blocked(), await telaris.blocked() ];
	const blocked = await telaris.blocked();
	for ( const { id } of mended ) {
		await probe.setStatus( id, 'processing' );
	}
	await ui.open( { state: 'failed' } );
	for ( const { telarisOrder } of [ ...mended, blocked ] ) {
		await ui.row( telarisOrder ).getByRole( 'checkbox' ).check();
	}
	await ui.bulkBar.getByRole( 'button', { name: 'Re-send…' } ).click();
	await expect(
		ui.dialog.getByRole( 'heading', { name: 'Re-send 3 orders' } )
	).toBeVisible();
	await expect(
		ui.dialog
			.getByRole( 'listitem' )
			.filter( { hasText: 'Will be set to Completed.' } )
	).toHaveCount( 2 );
	await ui.dialog
		.getByRole( 'button', { name: 'Set 2 orders to Completed' } )
		.click();
	await expect( ui.dialog ).toContainText( '2 of 3 orders are Completed.' );
	const open = ui.dialog.getByRole( 'listitem' ).first();
	await expect( open ).toContainText( `Order #${ blocked.number }` );
	await expect( open ).toContainText( 'tick "Complete anyway"' );
	await expect(
		ui.dialog
			.getByRole( 'listitem' )
			.filter( { hasText: 'The email to the customer is on its way.' } )
		// The stand-in has no emails.
	).toHaveCount( shop.ground.standIn ? 0 : 2 );
	await ui.closeSummary();

	for ( const order of mended ) {
		await expect( ui.row( order.telarisOrder ) ).toContainText(
			'Set to Completed.'
		);
		const seen = await probe.order( order.id );
		expect( seen.status ).toBe( 'completed' );
		expect( seen.hooks.completed ).toBe( 1 );
		await expectEmails( order.id, 1 );
	}
	await expect( ui.row( blocked.telarisOrder ) ).toContainText(
		'Order blocked'
	);
	expect( ( await probe.order( blocked.id ) ).status ).toBe( 'cancelled' );
	await expectEmails( blocked.id, 0 );
} );

test( 'mark as checked, from the row and from the details', async ( {
	telaris,
	ui,
} ) => {
	const fromRow = await telaris.uncertain();
	const fromDetails = await telaris.uncertain();

	await ui.openFound( fromRow.telarisOrder );
	const row = ui.row( fromRow.telarisOrder );
	await expect( row ).toContainText( 'Needs a check' );
	await row.getByRole( 'button', { name: 'Mark as checked' } ).click();
	await expect(
		row.getByRole( 'button', { name: 'Mark as checked' } )
	).toHaveCount( 0 );

	await ui.openFound( fromDetails.telarisOrder );
	const details = await ui.openDetails( fromDetails.telarisOrder );
	await details.getByRole( 'button', { name: 'Mark as checked' } ).click();
	await expect(
		details.getByRole( 'button', { name: 'Mark as checked' } )
	).toHaveCount( 0 );
	await expect( details ).toContainText(
		'The order is Completed: there is nothing to re-send.'
	);
} );
