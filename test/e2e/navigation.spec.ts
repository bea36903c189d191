/** Ways through the history: pages, tabs, addresses. */
import * as messages from '../telaris/messages';
import { expectAccessible } from './support/axe';
import { linkable } from './support/telaris';
import { expect, NEEDS_WOOCOMMERCE, test } from './support/test';

test( 'a search without a hit says so and leads back', async ( {
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	await ui.open();
	await ui.search.fill( 'no-such-number' );
	await expect(
		ui.root.getByRole( 'heading', { name: 'Nothing found' } )
	).toBeVisible();
	await ui.root.getByRole( 'button', { name: 'Show everything' } ).click();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await expect( ui.search ).toHaveValue( '' );
} );

test( '“Show them” shows what was not set to Completed', async ( {
	page,
	telaris,
	ui,
} ) => {
	const fine = await telaris.invoiced();
	const blocked = await telaris.blocked();
	await ui.open();
	await expect( ui.row( fine.telarisOrder ) ).toBeVisible();
	await ui.root.getByRole( 'link', { name: 'Show them' } ).click();
	await expect( page ).toHaveURL( /state=failed/ );
	await expect( ui.row( blocked.telarisOrder ) ).toBeVisible();
	await expect( ui.row( fine.telarisOrder ) ).toHaveCount( 0 );
} );

test( 'Older and Newer turn pages, and back goes the same way', async ( {
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.newOrder();
	await telaris.sendAll(
		Array.from( { length: 27 }, () =>
			messages.cancelled( linkable( order ) )
		)
	);
	await ui.openFound( order.telarisOrder );
	const newer = ui.root.getByRole( 'button', { name: 'Newer' } );
	const older = ui.root.getByRole( 'button', { name: 'Older' } );
	await expect( ui.rows ).toHaveCount( 25 );
	await expect( newer ).toBeDisabled();
	await older.click();
	await expect( ui.rows ).toHaveCount( 2 );
	await expect( older ).toBeDisabled();
	await newer.click();
	await expect( ui.rows ).toHaveCount( 25 );
	await page.goBack();
	await expect( ui.rows ).toHaveCount( 2 );
	await page.goBack();
	await expect( ui.rows ).toHaveCount( 25 );
} );

test( 'the tabs have addresses of their own', async ( { page, ui } ) => {
	await ui.open();
	await ui.tab( 'Connection' ).click();
	await expect( page ).toHaveURL( /tab=connection/ );
	await expect(
		ui.root.getByRole( 'heading', { name: 'Secrets' } )
	).toBeVisible();
	await expect( ui.tab( 'Connection' ) ).toHaveAttribute(
		'aria-current',
		'page'
	);
	await page.goBack();
	await expect( ui.search ).toBeVisible();
} );

test( 'looking at the history is not taken for a refused call of Telaris', async ( {
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	const refused = async () =>
		( await probe.rows( 'counters' ) )
			.filter( ( { name } ) => name?.includes( 'forbidden' ) )
			.map( ( { n } ) => Number( n ) );
	const before = await refused();
	await ui.openFound( order.telarisOrder );
	await ui.openDetails( order.telarisOrder );
	await ui.tab( 'Connection' ).click();
	await expect(
		ui.root.getByRole( 'heading', { name: 'Secrets' } )
	).toBeVisible();
	expect( await refused() ).toEqual( before );
} );

test( 'the number of an order leads to the order', async ( {
	page,
	shop,
	telaris,
	ui,
} ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
	const order = await telaris.blocked();
	await ui.openFound( order.telarisOrder );
	await ui
		.row( order.telarisOrder )
		.getByRole( 'link', { name: `#${ order.number }`, exact: true } )
		.click();
	await expect(
		page.getByRole( 'heading', {
			// Up to WooCommerce 10 it is "Order #1 details".
			name: new RegExp( `^Order #${ order.number }( details)?$` ),
		} )
	).toBeVisible();
} );

test( 'a view that is saved is there after a reload, with its number, for this person', async ( {
	page,
	telaris,
	ui,
} ) => {
	const blocked = await telaris.blocked();
	const fine = await telaris.invoiced();
	await ui.open( { search: blocked.telarisOrder, state: 'failed' } );
	const views = ui.root.getByRole( 'button', { name: 'Views' } );
	await views.click();
	await page.getByRole( 'menuitem', { name: 'Save this view…' } ).click();
	// WordPress keeps it in a moment.
	const kept = page.waitForResponse(
		( response ) =>
			response.url().includes( '/users/me' ) &&
			response.request().method() === 'POST'
	);
	await expect( page.getByRole( 'textbox', { name: 'Name' } ) ).toBeFocused();
	await page.keyboard.type( blocked.telarisOrder );
	await page.keyboard.press( 'Enter' );
	await expect( page.getByRole( 'dialog' ) ).toHaveCount( 0 );
	await expect( views ).toBeFocused();
	await kept;

	await ui.open();
	await expect( ui.row( fine.telarisOrder ) ).toBeVisible();
	await views.click();
	const own = page.getByRole( 'menuitemradio', {
		name: new RegExp( `^${ blocked.telarisOrder }\\s*1$` ),
	} );
	await expect( own ).toBeVisible();
	await expectAccessible( page );
	await own.click();
	await expect( ui.rows ).toHaveCount( 1 );
	await expect( ui.row( blocked.telarisOrder ) ).toBeVisible();

	await views.click();
	await page
		.getByRole( 'menuitem', { name: `Remove "${ blocked.telarisOrder }"` } )
		.click();
	await views.click();
	await expect( page.getByText( 'Your own' ) ).toHaveCount( 0 );
} );
