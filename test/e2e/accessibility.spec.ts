/** For everybody: axe finds nothing, the keyboard reaches all, 400 % zoom needs no sideways scrolling. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/test';

test.describe( 'axe finds nothing wrong with', () => {
	test( 'the history, its filters and a selection', async ( {
		page,
		telaris,
		ui,
	} ) => {
		const order = await telaris.blocked();
		await ui.open();
		const row = ui.row( order.telarisOrder );
		await expect( row ).toBeVisible();
		await expectAccessible( page );
		await row.getByRole( 'checkbox' ).check();
		await expectAccessible( page );
		// What is ticked is dealt with in the place of the filters.
		await row.getByRole( 'checkbox' ).uncheck();
		await ui.root.getByRole( 'button', { name: 'Reason' } ).click();
		await expect( page.getByRole( 'option' ).first() ).toBeVisible();
		await expectAccessible( page );
	} );

	test( 'the details of each kind of result', async ( {
		page,
		telaris,
		ui,
	} ) => {
		for ( const order of [
			await telaris.unlinked(),
			await telaris.reverted(),
			await telaris.uncertain(),
		] ) {
			await ui.openFound( order.telarisOrder );
			const details = await ui.openDetails( order.telarisOrder );
			await details.getByText( 'What Telaris sent' ).click();
			await expectAccessible( page );
		}
	} );

	test( 'all that failed, the date, the last days, what waits and the settings', async ( {
		page,
		telaris,
		ui,
	} ) => {
		const waiting = await telaris.newOrder();
		await telaris.send( waiting.imported );
		await telaris.unlinked();
		await telaris.blocked();
		await ui.open();
		await ui.root.getByText( 'The last 30 days, day by day' ).click();
		await expectAccessible( page );
		await ui.root.getByRole( 'button', { name: 'Date' } ).click();
		await expect(
			page.getByRole( 'button', { name: 'Last 7 days' } )
		).toBeVisible();
		await expectAccessible( page );
		await page.keyboard.press( 'Escape' );
		await ui.root.getByRole( 'button', { name: /^Review \d/ } ).click();
		await expect( ui.dialog.getByRole( 'radio' ).first() ).toBeVisible();
		await expectAccessible( page );
		await ui.open( { tab: 'awaiting' } );
		const row = ui.root.getByRole( 'listitem' ).first();
		await expect( row ).toBeVisible();
		await expectAccessible( page );
		await row.getByRole( 'button' ).click();
		await expect( ui.dialog ).toBeVisible();
		await expectAccessible( page );
		await ui.open( { tab: 'connection' } );
		await expect(
			ui.root.getByRole( 'button', { name: 'Save settings' } )
		).toBeVisible();
		await expectAccessible( page );
	} );

	test( 're-sending, before and after', async ( {
		page,
		probe,
		telaris,
		ui,
	} ) => {
		const order = await telaris.blocked();
		await ui.openFound( order.telarisOrder );
		const start = ui
			.row( order.telarisOrder )
			.getByRole( 'button', { name: 'Re-send…' } );
		await start.click();
		await expect( ui.dialog ).toContainText( 'only if you say so' );
		await expectAccessible( page );
		await page.keyboard.press( 'Escape' );

		await probe.setStatus( order.id, 'processing' );
		await start.click();
		await expect( ui.dialog ).toContainText( 'Will be set to Completed.' );
		await expectAccessible( page );
		await probe.setStatus( order.id, 'cancelled' );
		await ui.confirmResend();
		await expect( ui.dialog ).toContainText( '0 of 1 order is Completed.' );
		await expectAccessible( page );
	} );

	test( 'the connection and its dialogs', async ( { page, ui } ) => {
		await ui.open( { tab: 'connection' } );
		await expect( ui.root.getByRole( 'table' ) ).toBeVisible();
		await expectAccessible( page );
		await ui.root
			.getByRole( 'button', { name: 'Make a new secret' } )
			.click();
		await expect( ui.dialog ).toBeVisible();
		await expectAccessible( page );
		await ui.dialog.getByRole( 'button', { name: 'Cancel' } ).click();
		await ui.root.getByRole( 'table' ).getByRole( 'button' ).click();
		await expect( ui.dialog ).toBeVisible();
		await expectAccessible( page );
	} );

	test( 'nothing found, and an error', async ( { complaints, page, ui } ) => {
		complaints.expect( /500.*wc-telaris/ );
		await ui.open( { search: 'no-such-number' } );
		await expect(
			ui.root.getByRole( 'heading', { name: 'Nothing found' } )
		).toBeVisible();
		await expectAccessible( page );
		await page.route( /\/wc-telaris\/v1\//, ( route ) =>
			route.fulfill( { status: 500, json: {} } )
		);
		await page.reload();
		await expect( ui.failure.first() ).toBeVisible();
		await expectAccessible( page );
	} );

	test.describe( 'a phone', () => {
		test.use( { viewport: { width: 390, height: 844 } } );

		test( 'with the history and the details', async ( {
			page,
			telaris,
			ui,
		} ) => {
			const order = await telaris.blocked();
			await ui.open( { search: order.telarisOrder } );
			const item = ui.listItem( `#${ order.number }` );
			await expect( item ).toBeVisible();
			await expectAccessible( page );
			await item.click();
			await expect(
				ui.details.getByRole( 'heading', { name: 'What happened' } )
			).toBeVisible();
			await expectAccessible( page );
		} );
	} );

	test.describe( 'right-to-left', () => {
		test.use( { person: 'rami' } );

		test( 'history and details', async ( { page, telaris, ui } ) => {
			const order = await telaris.blocked();
			await ui.openFound( order.telarisOrder );
			await ui.openDetails( order.telarisOrder );
			await expectAccessible( page );
		} );
	} );
} );

test( 'by keyboard alone: find, open, re-send and close', async ( {
	page,
	probe,
	telaris,
	ui,
} ) => {
	const order = await telaris.blocked();
	await probe.setStatus( order.id, 'processing' );
	await ui.open();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();

	await tabTo( page, ui.search );
	await page.keyboard.type( order.telarisOrder );
	await expect( ui.rows ).toHaveCount( 1 );
	await tabTo( page, ui.detailsLink( ui.rows ) );
	await page.keyboard.press( 'Enter' );
	await expect(
		ui.details.getByRole( 'heading', { level: 2 } )
	).toBeFocused();
	await tabTo( page, ui.details.getByRole( 'button', { name: 'Re-send…' } ) );
	await page.keyboard.press( 'Enter' );
	await expect( ui.dialog ).toBeVisible();
	const start = ui.dialog.getByRole( 'button', {
		name: 'Set to Completed',
		exact: true,
	} );
	await tabTo( page, start );
	// Once what would happen is known.
	await expect( start ).toBeEnabled();
	await page.keyboard.press( 'Enter' );
	await expect( ui.dialog ).toContainText( '1 order is Completed.' );
	await tabTo(
		page,
		ui.dialog.getByRole( 'button', { name: 'Close' } ).last()
	);
	await page.keyboard.press( 'Enter' );
	await expect( ui.dialog ).toHaveCount( 0 );
	// The focus is not lost with the dialog; Escape then closes the details.
	await expect( ui.details.locator( ':focus' ) ).toHaveCount( 1 );
	await page.keyboard.press( 'Escape' );
	await expect( ui.details ).toHaveCount( 0 );
	await expect( ui.detailsLink( ui.rows ) ).toBeFocused();
	expect( ( await probe.order( order.id ) ).status ).toBe( 'completed' );
} );

test( 'what happens is announced', async ( { page, probe, telaris, ui } ) => {
	const order = await telaris.blocked();
	await probe.setStatus( order.id, 'processing' );
	await ui.openResend( order.telarisOrder );
	await ui.confirmResend();
	await expect( page.locator( '#a11y-speak-assertive' ) ).toHaveText(
		/1 order is Completed\./
	);
} );

test.describe( '400 % zoom', () => {
	test.use( { viewport: { width: 320, height: 600 } } );

	test( 'no view scrolls sideways', async ( { page, telaris, ui } ) => {
		const order = await telaris.blocked();
		await ui.open( { search: order.telarisOrder } );
		await expect( ui.listItem( `#${ order.number }` ) ).toBeVisible();
		await expectNoSidewaysScrolling( page );
		await ui.listItem( `#${ order.number }` ).click();
		await expect(
			ui.details.getByRole( 'heading', { name: 'What happened' } )
		).toBeVisible();
		await ui.details.getByText( 'What Telaris sent' ).click();
		await expectNoSidewaysScrolling( page );
		await ui.details.getByRole( 'button', { name: 'Re-send…' } ).click();
		await expect( ui.dialog ).toBeVisible();
		await expectNoSidewaysScrolling( page );
		await page.keyboard.press( 'Escape' );
		await ui.open( { tab: 'connection' } );
		await expect( ui.root.getByRole( 'table' ) ).toBeVisible();
		await expectNoSidewaysScrolling( page );
	} );
} );

test.describe( 'forced colours', () => {
	test.use( {
		colorScheme: 'dark',
		contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' },
	} );

	test( 'leave every result with its sign and its word', async ( {
		telaris,
		ui,
	} ) => {
		const order = await telaris.blocked();
		await ui.openFound( order.telarisOrder );
		await expect(
			ui.row( order.telarisOrder ).getByText( 'Order blocked' )
		).toBeVisible();
		await expect(
			ui.row( order.telarisOrder ).locator( '.telaris-result svg' )
		).toBeVisible();
	} );
} );

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(
	page: Page,
	target: ReturnType< Page[ 'locator' ] >
): Promise< void > {
	const isThere = () =>
		target.evaluate(
			( element ) =>
				element === document.activeElement ||
				element.contains( document.activeElement )
		);
	for ( let presses = 0; presses < 200 && ! ( await isThere() ); presses++ ) {
		await page.keyboard.press( 'Tab' );
	}
	await expect( target ).toBeFocused();
}

async function expectNoSidewaysScrolling( page: Page ): Promise< void > {
	const { content, width } = await page.evaluate( () => ( {
		content: document.documentElement.scrollWidth,
		width: document.documentElement.clientWidth,
	} ) );
	expect( content ).toBeLessThanOrEqual( width );
}
