/** What stands around the list: the last days, dates, the export, the tab of what waits. */
import { readFile } from 'node:fs/promises';
import { forgetHistory } from './support/forget';
import { expect, test } from './support/test';

test( 'the export is a file with what the filter matches', async ( {
	page,
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await telaris.invoiced();
	await ui.openFound( order.telarisOrder );
	const download = page.waitForEvent( 'download' );
	await ui.root.getByRole( 'button', { name: 'Export…' } ).click();
	await ui.dialog.getByRole( 'button', { name: 'Save file' } ).click();
	const file = await download;
	expect( file.suggestedFilename() ).toMatch(
		/^telaris-\d{4}-\d\d-\d\d\.csv$/
	);
	const lines = ( await readFile( await file.path(), 'utf8' ) )
		.trim()
		.split( '\n' );
	expect( lines ).toHaveLength( 2 );
	expect( lines[ 1 ] ).toContain( order.telarisOrder );
	expect( lines[ 1 ] ).toContain( 'status_not_allowed' );
} );

test( 'an order that Telaris forgot is completed from the list of those that wait', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	await forgetHistory( probe );
	const order = await telaris.newOrder();
	await telaris.send( order.imported );
	await ui.open();
	await ui.tab( 'Awaiting invoice' ).click();
	const row = ui.root
		.getByRole( 'listitem' )
		.filter( { hasText: `#${ order.number }` } );
	await expect( row ).toContainText( `Telaris ${ order.telarisOrder }` );
	await row.getByRole( 'button' ).click();
	await ui.dialog
		.getByRole( 'button', { name: 'Complete the order' } )
		.click();
	await expect( ui.dialog ).toContainText( 'Set to Completed.' );
	await ui.dialog.getByRole( 'button', { name: 'Done' } ).click();
	await expect( ui.root ).toContainText( 'No order waits to be invoiced.' );
	expect( ( await probe.order( order.id ) ).status ).toBe( 'completed' );
	await expectEmails( order.id, 1 );

	await ui.tab( 'History' ).click();
	await expect( ui.row( order.telarisOrder ) ).toContainText( 'Completed' );

	// Telaris, invoicing it later after all, changes nothing.
	expect( ( await telaris.send( order.invoiced ) ).code ).toBe(
		'already_completed'
	);
	await expectEmails( order.id, 1 );
} );

test( 'settings are saved, and hold for what Telaris sends next', async ( {
	probe,
	telaris,
	ui,
} ) => {
	await ui.open( { tab: 'connection' } );
	const group = ui.root.getByRole( 'group', {
		name: /by itself when it is/,
	} );
	const save = async () => {
		await ui.root.getByRole( 'button', { name: 'Save settings' } ).click();
		await expect( ui.root.getByText( 'Saved.' ) ).toBeVisible();
	};
	await group.getByRole( 'checkbox', { name: 'On hold' } ).uncheck();
	await save();
	try {
		const held = await telaris.invoiced( { status: 'on-hold' } );
		expect( held.delivery.code ).toBe( 'status_not_allowed' );
		await ui.page.reload();
		await expect(
			group.getByRole( 'checkbox', { name: 'On hold' } )
		).not.toBeChecked();
	} finally {
		await group.getByRole( 'checkbox', { name: 'On hold' } ).check();
		await save();
	}
	const held = await telaris.invoiced( { status: 'on-hold' } );
	expect( held.delivery.code ).toBe( 'completed' );
	expect( ( await probe.order( held.id ) ).status ).toBe( 'completed' );
} );
