/** The history: which orders failed and why, found by search, filters, pages and the browser's own back and forward. */
import * as messages from '../telaris/messages';
import { linkable } from './support/telaris';
import { expect, test } from './support/test';

test( 'each row says in words what became of the order', async ( {
	telaris,
	ui,
} ) => {
	const completed = await telaris.invoiced();
	const blocked = await telaris.blocked();
	const unlinked = await telaris.unlinked();
	const reverted = await telaris.reverted();
	const uncertain = await telaris.uncertain();
	const partly = await telaris.newOrder();
	await telaris.send( messages.partiallyInvoiced( linkable( partly ) ) );

	await ui.open();
	const said: [ telarisOrder: string, heading: string, sentence: string ][] =
		[
			[ completed.telarisOrder, 'Completed', 'Set to Completed.' ],
			[
				blocked.telarisOrder,
				'Order blocked',
				'The order had the status "Cancelled". Such orders are not completed automatically.',
			],
			[
				unlinked.telarisOrder,
				'Link missing',
				`No WooCommerce order is linked to Telaris order ${ unlinked.telarisOrder }.`,
			],
			[
				reverted.telarisOrder,
				'Order blocked',
				'put it back to On hold.',
			],
			[
				uncertain.telarisOrder,
				'Needs a check',
				"so the customer's email was not sent",
			],
			[
				partly.telarisOrder,
				'Not invoiced',
				'Only part of the order is invoiced in Telaris.',
			],
		];
	for ( const [ telarisOrder, heading, sentence ] of said ) {
		const row = ui.row( telarisOrder );
		await expect( row ).toContainText( heading );
		await expect( row ).toContainText(
			telarisOrder === reverted.telarisOrder
				? /put (it )?back to On hold\./
				: sentence
		);
	}
	const row = ui.row( completed.telarisOrder );
	await expect( row ).toContainText( `#${ completed.number }` );
	await expect( row ).toContainText( completed.invoiceNumber );
	await expect( row.getByText( 'just now' ) ).toHaveAttribute(
		'title',
		/\d/
	);
	// Nothing to do, nothing to press.
	await expect( row.getByRole( 'button' ) ).toHaveCount( 0 );
} );

test( 'search takes each number at hand', async ( { page, telaris, ui } ) => {
	const order = await telaris.invoiced();
	const other = await telaris.invoiced();
	await ui.open();
	for ( const number of [
		order.telarisOrder,
		order.invoiceNumber,
		order.number,
	] ) {
		await ui.search.fill( '' );
		await expect( ui.row( other.telarisOrder ) ).toBeVisible();
		await ui.search.fill( number );
		await expect( ui.row( other.telarisOrder ) ).toHaveCount( 0 );
		await expect( ui.row( order.telarisOrder ) ).toBeVisible();
		await expect( page ).toHaveURL(
			new RegExp( `[?&]search=${ number }(&|$)` )
		);
	}
} );

test( 'filters by reason and by state; the address, reload, back and forward keep up', async ( {
	page,
	telaris,
	ui,
} ) => {
	const blocked = await telaris.blocked();
	const unlinked = await telaris.unlinked();
	await ui.open();
	await expect( ui.row( blocked.telarisOrder ) ).toBeVisible();

	await ui.choose( 'Reason', 'Link missing' );
	await expect( page ).toHaveURL( /heading=link_missing/ );
	await expect( ui.row( unlinked.telarisOrder ) ).toBeVisible();
	await expect( ui.row( blocked.telarisOrder ) ).toHaveCount( 0 );

	await page.reload();
	await expect( ui.row( unlinked.telarisOrder ) ).toBeVisible();
	await expect( ui.row( blocked.telarisOrder ) ).toHaveCount( 0 );

	await page.goBack();
	await expect( ui.row( blocked.telarisOrder ) ).toBeVisible();
	await page.goForward();
	await expect( ui.row( blocked.telarisOrder ) ).toHaveCount( 0 );
	await page.goBack();

	await ui.choose( 'State', 'Set to Completed' );
	await expect( page ).toHaveURL( /state=completed/ );
	await expect( ui.row( unlinked.telarisOrder ) ).toHaveCount( 0 );
	await expect( ui.row( blocked.telarisOrder ) ).toHaveCount( 0 );
} );
