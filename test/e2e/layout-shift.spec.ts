/** Nothing moves by itself: not while a view is built, and not when what was asked for arrives. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LayoutShifts } from './support/layout-shifts';
import { expect, NEEDS_WOOCOMMERCE, test } from './support/test';

// What it adds to a page would stay with the other tests.
test.use( { ownContext: true } );

// The stand-in says on every page what it is, and WordPress moves that notice.
test.beforeEach( ( { shop } ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
} );

for ( const [ device, viewport ] of [
	[ 'a desktop', { width: 1440, height: 900 } ],
	[ 'a small laptop', { width: 1024, height: 700 } ],
	[ 'a phone', { width: 390, height: 844 } ],
] as const ) {
	test.describe( `on ${ device }`, () => {
		test.use( { viewport } );

		test( 'opening each view', async ( { page, telaris, ui } ) => {
			await telaris.blocked();
			await telaris.invoiced();
			// It is noted on its tab.
			await telaris.send( ( await telaris.newOrder() ).imported );
			const shifts = await LayoutShifts.of( page );
			for ( const [ name, view ] of [
				[ 'the history', {} ],
				[ 'what failed', { state: 'failed' } ],
				[ 'a search without a hit', { search: 'no-such-number' } ],
				[ 'the orders that await their invoice', { tab: 'awaiting' } ],
				[ 'the connection', { tab: 'connection' } ],
			] as const ) {
				await ui.open( view );
				expect.soft( await shifts.seen(), name ).toEqual( [] );
			}
			await page.route(
				/telaris-for-woocommerce.*admin.*\.js/,
				async ( route ) => {
					await sleep( 2_000 );
					await route.continue();
				}
			);
			await ui.open();
			expect( await shifts.seen(), 'its script is late' ).toEqual( [] );
		} );
	} );
}

test( 'opening the details of an order by its address', async ( {
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await ui.openFound( order.telarisOrder );
	await ui.openDetails( order.telarisOrder );
	const shifts = await LayoutShifts.of( page );
	await page.reload();
	await expect(
		ui.details.getByRole( 'heading', { name: 'What happened' } )
	).toBeVisible();
	expect( await shifts.seen() ).toEqual( [] );
} );

test( 'what is found for a missing link', async ( { page, telaris, ui } ) => {
	const order = await telaris.unlinked();
	const shifts = await LayoutShifts.of( page );
	await ui.openFound( order.telarisOrder );
	await ui
		.row( order.telarisOrder )
		.getByRole( 'button', { name: 'Link to an order…' } )
		.click();
	expect( await shifts.seen() ).toEqual( [] );
	await ui.details.getByRole( 'searchbox' ).fill( order.number );
	const found = ui.details.getByRole( 'radio', {
		name: new RegExp( `^#${ order.number }` ),
	} );
	await expect( found ).toBeVisible();
	expect( await shifts.seen() ).toEqual( [] );
	await found.check();
	expect( await shifts.seen() ).toEqual( [] );
} );

test( 'a row that is new, and a change of tab', async ( {
	page,
	telaris,
	ui,
} ) => {
	await telaris.blocked();
	await page.clock.install();
	const shifts = await LayoutShifts.of( page );
	await ui.open();
	const order = await telaris.blocked();
	await ui.rows.first().hover();
	await page.clock.fastForward( 31_000 );
	await expect(
		ui.root.getByRole( 'button', { name: '1 new' } )
	).toBeVisible();
	expect( await shifts.seen() ).toEqual( [] );
	await ui.root.getByRole( 'button', { name: '1 new' } ).click();
	await expect( ui.rows.first() ).toContainText( order.telarisOrder );
	// This was asked for.
	await shifts.seen();
	for ( const tab of [ 'Awaiting', 'Connection', 'History' ] ) {
		await ui.tab( tab ).click();
		expect( await shifts.seen() ).toEqual( [] );
	}
} );
