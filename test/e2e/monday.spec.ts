/** Monday morning in Tromsø: 40 orders invoiced on Friday, three of them not Completed, and she has a shop to open. */
import type { Locator } from '@playwright/test';
import { forgetHistory } from './support/forget';
import { expect, test } from './support/test';

const ORDERS = 40;

test.describe( 'Monday morning', () => {
	test.use( { person: 'nina', locale: 'nb-NO' } );

	test( 'from the open screen to all three Completed in at most four clicks, and nobody gets two emails', async ( {
		probe,
		telaris,
		ui,
		expectEmails,
	} ) => {
		await forgetHistory( probe );
		const fine = await telaris.manyInvoiced( ORDERS - 3 );
		const unlinked = await telaris.unlinked();
		const captured = await telaris.reverted();
		const cancelled = await telaris.blocked();
		const three = [ unlinked, captured, cancelled ];

		await ui.open();
		let clicks = 0;
		const click = async ( what: Locator ) => {
			clicks++;
			await what.click();
		};

		// What is wrong and why stands there without a click.
		await expect( ui.root ).toContainText(
			'3 ordrer ble ikke satt til Fullført.'
		);
		for ( const { telarisOrder } of three ) {
			await expect( ui.row( telarisOrder ) ).toBeVisible();
		}
		await expect( ui.row( unlinked.telarisOrder ) ).toContainText(
			'Kobling mangler'
		);
		await expect( ui.row( cancelled.telarisOrder ) ).toContainText(
			'Ordre stoppet'
		);

		await click(
			ui.root.getByRole( 'button', {
				name: 'Se gjennom 3 ordrer',
			} )
		);
		// The order that is likely the right one is chosen beforehand.
		await expect(
			ui.dialog.getByRole( 'radio', {
				name: new RegExp( `^#${ unlinked.number }` ),
			} )
		).toBeChecked();
		await click(
			ui.dialog.getByRole( 'checkbox', { name: /Fullfør likevel/ } )
		);
		await click(
			ui.dialog.getByRole( 'button', {
				name: 'Sett 3 ordrer til Fullført',
			} )
		);
		await expect( ui.dialog ).toContainText( '3 ordrer er Fullført.' );
		await click( ui.dialog.getByRole( 'button', { name: 'Lukk' } ).last() );
		await expect( ui.root ).toContainText( 'Ingenting krever oppfølging.' );
		expect( clicks ).toBeLessThanOrEqual( 4 );

		for ( const { id } of three ) {
			expect( ( await probe.order( id ) ).status ).toBe( 'completed' );
			await expectEmails( id, 1 );
		}
		for ( const { id } of fine ) {
			await expectEmails( id, 1 );
		}
	} );
} );
