/** The details of one notification, beside the list. */
import { expect, test } from './support/test';

test( 'tell the facts, what happened, what was sent and what was answered', async ( {
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await ui.openFound( order.telarisOrder );
	const details = await ui.openDetails( order.telarisOrder );

	await expect(
		details.getByRole( 'heading', { name: `Order #${ order.number }` } )
	).toBeFocused();
	for ( const fact of [
		'Kari N.',
		'Cancelled',
		order.telarisOrder,
		order.invoiceNumber,
	] ) {
		await expect(
			details.getByRole( 'definition' ).filter( { hasText: fact } )
		).toBeVisible();
	}
	await expect( details ).toContainText(
		'If it is to be Completed all the same, re-send and tick "Complete anyway".'
	);

	const attempts = details.getByRole( 'listitem' );
	await expect( attempts ).toHaveCount( 1 );
	await expect( attempts ).toContainText( 'Telaris called' );
	await expect( attempts ).toContainText( 'status_not_allowed' );
	await expect( attempts ).toContainText( /\d sec/ );

	const sent = details.getByRole( 'region', { name: 'What Telaris sent' } );
	await expect( sent ).toBeHidden();
	await details.getByText( 'What Telaris sent' ).click();
	await expect( sent ).toContainText(
		`"telaris_order": "${ order.telarisOrder }"`
	);
	await expect( sent ).toContainText(
		`"integration_reference": "${ order.id }"`
	);
	await details.getByText( 'What the shop answered' ).click();
	await expect(
		details.getByRole( 'region', { name: 'What the shop answered' } )
	).toContainText( '"status_not_allowed"' );
	await expect( details ).toContainText( order.delivery.id );
} );
