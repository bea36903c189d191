/** In Norwegian, and from right to left. */
import { expect, test } from './support/test';

test.describe( 'in Norwegian', () => {
	test.use( { person: 'nina', locale: 'nb-NO' } );

	test( 'our words are Norwegian, DataViews’ own among them', async ( {
		page,
		telaris,
		ui,
	} ) => {
		const blocked = await telaris.blocked();
		const unlinked = await telaris.unlinked();
		await ui.open();
		await expect( ui.row( blocked.telarisOrder ) ).toBeVisible();

		// WooCommerce's words for statuses are Norwegian where its language pack is.
		await ui.row( blocked.telarisOrder ).getByRole( 'checkbox' ).check();
		await expectNorwegian( await ui.root.innerText() );
		// What is ticked is dealt with in the place of the filters.
		await ui.row( blocked.telarisOrder ).getByRole( 'checkbox' ).uncheck();
		const popover = page.locator( '.components-popover' );
		await ui.root.getByRole( 'button', { name: 'Årsak' } ).click();
		await expect( page.getByRole( 'option' ).first() ).toBeVisible();
		await expectNorwegian( await popover.innerText() );
		await page.keyboard.press( 'Escape' );
		await ui.root.getByRole( 'button', { name: 'Dato' } ).click();
		await expect( popover ).toContainText(
			new Intl.DateTimeFormat( 'nb-NO', {
				month: 'long',
				year: 'numeric',
			} ).format( new Date() )
		);
		await expectNorwegian( await popover.innerText() );
		await page.keyboard.press( 'Escape' );
		await ui.root.getByRole( 'button', { name: 'Visningsvalg' } ).click();
		await expect( popover ).toContainText( 'Faktura' );
		await expectNorwegian( await popover.innerText() );
		await page.keyboard.press( 'Escape' );

		await ui
			.row( blocked.telarisOrder )
			.getByRole( 'button' )
			.first()
			.click();
		await expectNorwegian( await ui.dialog.innerText() );
		await page.keyboard.press( 'Escape' );

		await ui
			.row( unlinked.telarisOrder )
			.getByRole( 'button' )
			.first()
			.click();
		await expect( ui.details.getByRole( 'searchbox' ) ).toBeVisible();
		await expectNorwegian( await ui.details.innerText() );
		await ui.open( { tab: 'connection' } );
		await expect( ui.root.getByRole( 'table' ) ).toBeVisible();
		await expect(
			ui.root.getByRole( 'button', { name: 'Lagre innstillinger' } )
		).toBeVisible();
		await expectNorwegian( await ui.root.innerText() );
		await ui.open( { tab: 'awaiting' } );
		await expect( ui.root.getByRole( 'combobox' ) ).toBeVisible();
		await expectNorwegian( await ui.root.innerText() );
	} );
} );

test.describe( 'from right to left', () => {
	test.use( { person: 'rami' } );

	test( 'the details stand left of the list, and the page does not scroll sideways', async ( {
		page,
		telaris,
		ui,
	} ) => {
		const order = await telaris.blocked();
		await ui.openFound( order.telarisOrder );
		await expect( page.locator( 'html' ) ).toHaveAttribute( 'dir', 'rtl' );
		await expect(
			page.locator( 'link#telaris-for-woocommerce-rtl-css' )
		).toHaveAttribute( 'href', /admin-rtl\.css/ );
		await ui.openDetails( order.telarisOrder );
		const list = await ui.root
			.locator( '.telaris-history__list' )
			.boundingBox();
		const details = await ui.details.boundingBox();
		expect( details?.x ).toBeLessThan( list?.x ?? 0 );
		const sign = await ui
			.row( `#${ order.number }` )
			.locator( '.telaris-result svg' )
			.boundingBox();
		const word = await ui
			.row( `#${ order.number }` )
			.getByText( 'The order had the status "Cancelled"' )
			.boundingBox();
		// The sign stands at the beginning, that is at the right edge of its sentence.
		expect( ( sign?.x ?? 0 ) + ( sign?.width ?? 0 ) ).toBeGreaterThan(
			( word?.x ?? 0 ) + ( word?.width ?? 0 ) / 2
		);
		expect(
			await page.evaluate(
				() =>
					document.documentElement.scrollWidth <=
					document.documentElement.clientWidth
			)
		).toBe( true );
	} );
} );

/** Words that are everywhere in English and nowhere in Norwegian. WooCommerce's own names of statuses are not ours. */
const ENGLISH =
	/\b(the|is|are|and|this|that|of|not|was|were|with|which|items?|selected|actions?|search|reason|result|attempts?|older|newer)\b/gi;

async function expectNorwegian( text: string ): Promise< void > {
	expect( text.length, 'there is something to read' ).toBeGreaterThan( 20 );
	expect(
		[ ...text.matchAll( ENGLISH ) ].map( ( [ word ] ) => word ),
		text
	).toEqual( [] );
}
