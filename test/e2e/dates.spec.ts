/** Days and dates of the history. */
import { forgetHistory } from './support/forget';
import { expect, test } from './support/test';

test( 'the last days stand in a table, and lead to the rows of a day', async ( {
	probe,
	telaris,
	ui,
} ) => {
	await forgetHistory( probe );
	const before = await telaris.invoiced();
	await probe.sql(
		'UPDATE {prefix}telaris_notifications SET received_at = received_at - 259200'
	);
	const today = await telaris.blocked();
	await ui.open();
	await expect( ui.rows ).toHaveCount( 2 );
	await ui.root.getByText( 'The last 30 days, day by day' ).click();
	const days = ui.root.locator( 'details' ).getByRole( 'row' );
	// The header, today, and the day three days ago.
	await expect( days ).toHaveCount( 3 );
	await expect( days.nth( 1 ).getByRole( 'cell' ) ).toHaveText( [
		'1',
		'0',
		'0',
		'0',
	] );
	await days.nth( 2 ).getByRole( 'link' ).click();
	await expect( ui.row( before.telarisOrder ) ).toBeVisible();
	await expect( ui.row( today.telarisOrder ) ).toHaveCount( 0 );
	await ui.page.goBack();
	await expect( ui.row( today.telarisOrder ) ).toBeVisible();
} );

test( 'a date can be chosen, and stays in the address', async ( {
	telaris,
	ui,
} ) => {
	const order = await telaris.invoiced();
	await ui.open( { search: order.telarisOrder } );
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await ui.root.getByRole( 'button', { name: 'Date' } ).click();
	// A year ago there was nothing.
	await ui.page.getByLabel( 'From', { exact: true } ).fill( '2025-01-01' );
	await ui.page.getByLabel( 'To', { exact: true } ).fill( '2025-01-31' );
	await expect( ui.root ).toContainText( 'Nothing found' );
	await ui.page.reload();
	await expect( ui.root ).toContainText( 'Nothing found' );
	await ui.root.getByRole( 'button', { name: /^Date/ } ).click();
	await ui.page.getByRole( 'button', { name: 'Last 7 days' } ).click();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
} );

test( 'what an admin did is found by what tried it', async ( {
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await ui.open( { search: order.telarisOrder, trigger: 'link' } );
	await expect( ui.root ).toContainText( 'Nothing found' );
	await ui.open( { search: order.telarisOrder, trigger: 'telaris' } );
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	expect( ( await probe.order( order.id ) ).status ).toBe( 'cancelled' );
} );
