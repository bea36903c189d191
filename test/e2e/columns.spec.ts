/** Columns of one's own. */
import type { Response } from '@playwright/test';
import { expect, test } from './support/test';

test( 'columns are kept for the person, beyond this browser', async ( {
	browser,
	people,
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	const isKeeping = ( response: Response ) =>
		/users(\/|%2F)me/.test( response.url() ) &&
		response.request().method() !== 'GET';
	await ui.openFound( order.telarisOrder );
	const invoice = ui.root.getByRole( 'columnheader', { name: 'Invoice' } );
	const options = ui.root.getByRole( 'button', { name: 'View options' } );
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	if ( ( await invoice.count() ) === 0 ) {
		// Left by a run before that did not come to its end.
		await options.click();
		await page.getByRole( 'button', { name: 'Reset view' } ).click();
		await expect( invoice ).toBeVisible();
		await page.keyboard.press( 'Escape' );
	}
	const kept = page.waitForResponse( isKeeping );
	await options.click();
	await page
		.locator( '.dataviews-view-config' )
		.getByRole( 'button', { name: 'Invoice' } )
		.click();
	await expect( invoice ).toHaveCount( 0 );
	await kept;

	const elsewhere = await browser.newContext( {
		baseURL: new URL( page.url() ).origin,
		storageState: await people.session( 'admin' ),
	} );
	const other = await elsewhere.newPage();
	await other.goto( '/wp-admin/admin.php?page=telaris-for-woocommerce' );
	await expect(
		other.getByRole( 'link', { name: `#${ order.number }`, exact: true } )
	).toBeVisible();
	await expect(
		other.getByRole( 'columnheader', { name: 'Invoice' } )
	).toHaveCount( 0 );
	await elsewhere.close();

	const forgotten = page.waitForResponse( isKeeping );
	await page.getByRole( 'button', { name: 'Reset view' } ).click();
	await expect( invoice ).toBeVisible();
	await forgotten;
} );
