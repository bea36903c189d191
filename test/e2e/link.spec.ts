/** A missing link, made where it is reported. */
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
