/** The newest rows stand in the page itself, and the script weighs no more than it must. */
import { gzipSync } from 'node:zlib';
import { expect, test } from './support/test';

test( 'the newest rows come with the page: nothing is asked for before they stand there', async ( {
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	const asked: string[] = [];
	page.on( 'request', ( request ) => {
		if ( /wc-telaris/.test( request.url() ) ) {
			asked.push( request.url() );
		}
	} );
	await ui.open();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	expect(
		asked.filter( ( url ) => /notifications|health/.test( url ) )
	).toEqual( [] );
} );

test( 'the script has no sources beside it, and weighs at most 380 kB packed', async ( {
	page,
	ui,
} ) => {
	await ui.open();
	const address = await page
		.locator( 'script[src*="/assets/admin.js"]' )
		.getAttribute( 'src' );
	const script = await ( await page.request.get( address ?? '' ) ).text();
	expect( script ).not.toContain( 'sourceMappingURL=data:' );
	expect( gzipSync( script ).length ).toBeLessThan( 380_000 );
} );

test.describe( 'without JavaScript', () => {
	test.use( { javaScriptEnabled: false } );

	test( 'the newest rows can be read all the same', async ( {
		page,
		telaris,
		ui,
	} ) => {
		const order = await telaris.blocked();
		await page.goto( '/wp-admin/admin.php?page=telaris-for-woocommerce' );
		const row = ui.row( order.telarisOrder );
		await expect( row ).toContainText( `#${ order.number }` );
		await expect( row ).toContainText(
			'The order had the status "Cancelled"'
		);
		await page.screenshot( {
			path: '.shop/screenshots/history-without-javascript.png',
		} );
	} );
} );
