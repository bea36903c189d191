/** Which order a link is made to: searched for, and in place of a wrong one. */
import * as messages from '../telaris/messages';
import { expect, test } from './support/test';

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
