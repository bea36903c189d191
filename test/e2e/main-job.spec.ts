/** The main job, from log-in to Completed, as a shop admin does it on Monday morning. */
import { fillLogin } from './support/people';
import { expect, test } from './support/test';

test.describe( 'Monday morning', () => {
	test.use( { person: null } );

	test( 'log in, see what failed and why, mend the cause, re-send, see Completed', async ( {
		page,
		people,
		probe,
		shop,
		telaris,
		ui,
		expectEmails,
	} ) => {
		const fine = await telaris.invoiced();
		const cancelled = await telaris.blocked();
		expect( fine.delivery.code ).toBe( 'completed' );
		expect( cancelled.delivery.code ).toBe( 'status_not_allowed' );

		// All that WordPress loads in wp-admin, which the other tests leave out.
		await page
			.context()
			.addCookies( [
				{ name: 'telaris_e2e_whole', value: '1', url: shop.url },
			] );
		await page.goto( '/wp-admin/' );
		await fillLogin( page, await people.find( 'admin' ) );
		const menu = page.getByRole( 'navigation', { name: 'Main menu' } );
		// WordPress opens a menu for a pointer that comes from outside and rests.
		await expect( async () => {
			await page.mouse.move( 640, 450 );
			await menu.getByRole( 'link', { name: /^WooCommerce/ } ).hover();
			await menu
				.getByRole( 'link', { name: /^Telaris( \d+)?$/ } )
				.click( { timeout: 1000, noWaitAfter: true } );
		} ).toPass();
		await expect(
			ui.root.getByRole( 'heading', { name: 'Telaris', level: 1 } )
		).toBeVisible();

		const row = ui.row( cancelled.telarisOrder );
		await expect( row ).toContainText( 'Order blocked' );
		await expect( row ).toContainText(
			'The order had the status "Cancelled". Such orders are not completed automatically.'
		);
		await expect( row ).toContainText( cancelled.invoiceNumber );
		await expect( ui.row( fine.telarisOrder ) ).toContainText(
			'Set to Completed.'
		);
		await expect(
			ui.root.getByRole( 'region', { name: 'How it stands' } )
		).toContainText( /\d+ orders? (was|were) not set to Completed/ );

		await probe.setStatus( cancelled.id, 'processing' );
		await row.getByRole( 'button', { name: 'Re-send…' } ).click();
		await expect( ui.dialog ).toContainText(
			'Nothing is sent to Telaris.'
		);
		await ui.confirmResend();
		await expect( ui.dialog ).toContainText( '1 order is Completed.' );
		await ui.dialog.getByRole( 'button', { name: 'Close' } ).last().click();

		await expect( row ).toContainText( 'Set to Completed.' );
		const order = await probe.order( cancelled.id );
		expect( order.status ).toBe( 'completed' );
		expect( order.hooks.completed ).toBe( 1 );
		await expectEmails( cancelled.id, 1 );
		await expectEmails( fine.id, 1 );
	} );
} );
