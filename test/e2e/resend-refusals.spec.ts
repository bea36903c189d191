/** Re-sends that cannot go on, are cancelled or lose their answer. */
import { expect, test } from './support/test';

test( 'an order that a payment plug-in put back to On hold', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.reverted();
	await ui.openResend( order.telarisOrder );
	await expect( ui.dialog ).toContainText( 'Now: On hold' );
	await ui.confirmResend();
	await expect( ui.dialog ).toContainText( '1 order is Completed.' );
	await ui.closeSummary();
	expect( ( await probe.order( order.id ) ).status ).toBe( 'completed' );
	await expectEmails( order.id, 1 );
} );

test( 'while the cause still stands, says so and offers nothing to start', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.blocked();
	await ui.openResend( order.telarisOrder );
	await expect( ui.dialog ).toContainText( '1 order only if you say so' );
	await expect( ui.dialog ).toContainText(
		'The order has the status "Cancelled" now'
	);
	await expect(
		ui.dialog.getByRole( 'button', { name: 'No order to complete' } )
	).toBeDisabled();
	await ui.page.keyboard.press( 'Escape' );
	await expect( ui.row( order.telarisOrder ) ).toContainText(
		'Order blocked'
	);
	expect( ( await probe.order( order.id ) ).status ).toBe( 'cancelled' );
	await expectEmails( order.id, 0 );
} );

test( 'when a cause comes up in the meantime, changes nothing and says what to do', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.blocked();
	await probe.setStatus( order.id, 'processing' );
	await ui.openResend( order.telarisOrder );
	await expect( ui.dialog ).toContainText( 'Will be set to Completed.' );
	await probe.setStatus( order.id, 'cancelled' );
	await ui.confirmResend();
	await expect( ui.dialog ).toContainText( '0 of 1 order is Completed.' );
	await expect( ui.dialog ).toContainText( 'Order blocked' );
	await ui.closeSummary();
	await expect( ui.row( order.telarisOrder ) ).toContainText(
		'Order blocked'
	);
	expect( ( await probe.order( order.id ) ).status ).toBe( 'cancelled' );
	await expectEmails( order.id, 0 );
} );

test( 'Cancel and Escape leave everything as it is', async ( {
	page,
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await probe.setStatus( order.id, 'processing' );
	await ui.openFound( order.telarisOrder );
	const button = ui
		.row( order.telarisOrder )
		.getByRole( 'button', { name: 'Re-send…' } );
	await button.click();
	await ui.dialog.getByRole( 'button', { name: 'Cancel' } ).click();
	await expect( ui.dialog ).toHaveCount( 0 );
	await button.click();
	await page.keyboard.press( 'Escape' );
	await expect( ui.dialog ).toHaveCount( 0 );
	await expect( button ).toBeFocused();
	expect( ( await probe.order( order.id ) ).status ).toBe( 'processing' );
} );

test( 'an answer that is lost is said to be unknown, and trying again doubles nothing', async ( {
	complaints,
	page,
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	complaints.expect( /(ERR_CONNECTION_RESET|409).*\/resend/ );
	const order = await telaris.blocked();
	await probe.setStatus( order.id, 'processing' );
	await ui.openFound( order.telarisOrder );
	let path = '';
	await page.route( '**/resend*', async ( route ) => {
		path = new URL( route.request().url() ).pathname;
		await route.fetch();
		await route.abort( 'connectionreset' );
	} );
	const start = ui
		.row( order.telarisOrder )
		.getByRole( 'button', { name: 'Re-send…' } );
	await start.click();
	await ui.confirmResend();
	await expect( ui.dialog ).toContainText(
		'No answer came, so it is not known whether the order was set to Completed.'
	);
	await ui.closeSummary();
	await page.unroute( '**/resend*' );

	// The row shows what was done all the same.
	await expect( ui.row( order.telarisOrder ) ).toContainText(
		'Set to Completed.'
	);
	await expect( start ).toHaveCount( 0 );
	// Another page, which does not know yet, may still ask for it.
	const refusal = await page.evaluate(
		( resend ) =>
			(
				window as unknown as {
					wp: {
						apiFetch: ( options: object ) => Promise< unknown >;
					};
				}
			 ).wp
				.apiFetch( { path: resend, method: 'POST', data: {} } )
				.catch( ( { message } ) => message ),
		path.replace( /^.*wp-json/, '' )
	);
	expect( refusal ).toContain( 'There is nothing to re-send' );
	const seen = await probe.order( order.id );
	expect( seen.status ).toBe( 'completed' );
	expect( seen.hooks.completed ).toBe( 1 );
	await expectEmails( order.id, 1 );
} );
