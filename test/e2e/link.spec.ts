/** A missing or wrong link, repaired where it is reported. */
import * as messages from '../telaris/messages';
import { expect, test } from './support/test';

test( 'a missing link is made right there, and the order is Completed by itself', async ( {
	probe,
	telaris,
	ui,
	expectEmails,
} ) => {
	const order = await telaris.unlinked();
	expect( order.delivery.code ).toBe( 'missing_link' );
	await ui.openFound( order.telarisOrder );
	await ui
		.row( order.telarisOrder )
		.getByRole( 'button', { name: 'Link to an order…' } )
		.click();

	await ui.details.getByRole( 'searchbox' ).fill( order.number );
	await ui.details
		.getByRole( 'radio', { name: new RegExp( `^#${ order.number }` ) } )
		.check();
	await ui.details
		.getByRole( 'button', { name: 'Link and complete' } )
		.click();

	await expect( ui.details.getByRole( 'listitem' ) ).toHaveCount( 2 );
	await expect( ui.details.getByRole( 'listitem' ).last() ).toContainText(
		'Linked to an order by admin'
	);
	await expect( ui.details ).toContainText( 'Processing → Completed' );
	await ui.details.getByRole( 'button', { name: 'Close details' } ).click();
	await expect( ui.row( order.telarisOrder ) ).toContainText(
		'Set to Completed.'
	);
	await expect( ui.row( order.telarisOrder ) ).toContainText(
		`#${ order.number }`
	);
	expect( ( await probe.order( order.id ) ).status ).toBe( 'completed' );
	await expectEmails( order.id, 1 );
} );

test( 'an order that is not there is not found, and one that is can be chosen', async ( {
	telaris,
	ui,
} ) => {
	const order = await telaris.unlinked();
	await ui.openFound( order.telarisOrder );
	const details = await ui.openDetails( order.telarisOrder );
	const field = details.getByRole( 'searchbox' );
	await field.fill( '999999999' );
	await expect( details ).toContainText( 'No order was found.' );
	await field.fill( order.number );
	await details
		.getByRole( 'radio', { name: new RegExp( `^#${ order.number }` ) } )
		.check();
	await details.getByRole( 'button', { name: 'Link and complete' } ).click();
	await expect( details ).toContainText( 'Set to Completed.' );
} );

test( 'a wrong link is replaced after it was said to be there', async ( {
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.newOrder();
	await telaris.send(
		messages.imported( {
			telarisOrder: `${ order.telarisOrder }-OLD`,
			integrationReference: String( order.id ),
		} )
	);
	const { code } = await telaris.send( order.invoiced );
	expect( code ).toBe( 'link_mismatch' );
	await ui.openFound( order.telarisOrder );
	const details = await ui.openDetails( order.telarisOrder );
	await details.getByRole( 'searchbox' ).fill( order.number );
	await details
		.getByRole( 'radio', { name: new RegExp( `^#${ order.number }` ) } )
		.check();
	await details
		.getByRole( 'checkbox', { name: 'Replace the link that is there' } )
		.check();
	await details.getByRole( 'button', { name: 'Link and complete' } ).click();
	await expect( details ).toContainText( 'Set to Completed.' );
	expect( ( await probe.order( order.id ) ).status ).toBe( 'completed' );
} );
