/** Telaris in WooCommerce's own list of orders: read by everybody, in Norwegian, from right to left, on a phone. */
import type { Locator, Page } from '@playwright/test';
import type { Telaris } from './support/telaris';
import { expectAccessible } from './support/axe';
import { expect, NEEDS_WOOCOMMERCE, test } from './support/test';

test.beforeEach( ( { shop } ) => {
	test.skip( shop.ground.standIn, NEEDS_WOOCOMMERCE );
} );

test.describe( 'the column, the filter and the bulk action', () => {
	test( 'axe finds nothing wrong with them, and the filter is reached by keyboard', async ( {
		page,
		telaris,
	} ) => {
		const { failed } = await ordersOfEachState( telaris );
		await openList( page );
		await expect( cell( page, failed ) ).toContainText(
			'Failed: Order blocked'
		);
		await expectAccessible( page );

		const filter = page.getByLabel( 'Filter by Telaris' );
		await filter.focus();
		await page.keyboard.type( 'Telaris: F' );
		await page
			.getByRole( 'button', { name: 'Filter', exact: true } )
			.click();
		await expect( page ).toHaveURL( /telaris_state=failed/ );
		await expect( cell( page, failed ) ).toBeVisible();
		await expect( filter ).toHaveValue( 'failed' );
	} );

	test( 'leads from a cell to the history of its order', async ( {
		page,
		telaris,
		ui,
	} ) => {
		const { invoiced } = await ordersOfEachState( telaris );
		await openList( page );
		await cell( page, invoiced ).getByRole( 'link' ).click();
		await expect( ui.rows ).toHaveCount( 1 );
		await expect( ui.row( invoiced.telarisOrder ) ).toBeVisible();
	} );
} );

test.describe( 'in Norwegian', () => {
	test.use( { person: 'nina', locale: 'nb-NO' } );

	test( 'the column, the filter and the bulk action are Norwegian', async ( {
		page,
		telaris,
	} ) => {
		const { none, awaiting, invoiced, failed } =
			await ordersOfEachState( telaris );
		await openList( page );
		await expect( cell( page, none ) ).toHaveText( /–\s*Ikke koblet/ );
		await expect( cell( page, awaiting ) ).toContainText(
			`Venter på fakturaTelaris-ordre ${ awaiting.telarisOrder }`
		);
		await expect( cell( page, invoiced ) ).toContainText(
			`Faktura ${ invoiced.invoiceNumber }`
		);
		await expect( cell( page, failed ) ).toContainText(
			'Mislyktes: Ordre stoppet'
		);
		await expect(
			page.getByLabel( 'Filtrer etter Telaris' ).getByRole( 'option' )
		).toHaveText( [
			'Telaris: alle',
			'Telaris: Mislyktes',
			'Telaris: Under arbeid',
			'Telaris: Venter på faktura',
			'Telaris: Fakturert',
			'Telaris: Ikke koblet',
		] );
		await expect(
			page.locator( '#bulk-action-selector-top option', {
				hasText: 'Telaris',
			} )
		).toHaveText( [ /Telaris/ ] );
		await expect(
			page.locator( '#bulk-action-selector-top option', {
				hasText: /Re-send/,
			} )
		).toHaveCount( 0 );
	} );
} );

test.describe( 'from right to left', () => {
	test.use( { person: 'rami' } );

	test( 'a sign stands right of its words, and nothing leaves its cell', async ( {
		page,
		telaris,
	} ) => {
		const { failed } = await ordersOfEachState( telaris );
		await openList( page );
		await expect( page.locator( 'html' ) ).toHaveAttribute( 'dir', 'rtl' );
		const link = cell( page, failed ).getByRole( 'link' );
		const sign = await link.locator( '.dashicons' ).boundingBox();
		const words = await link.locator( 'span' ).nth( 1 ).boundingBox();
		expect( sign?.x ).toBeGreaterThan( words?.x ?? Infinity );
		await expectInside( link, cell( page, failed ) );
		await expectAccessible( page );
	} );
} );

test.describe( 'on a phone', () => {
	test.use( { viewport: { width: 390, height: 844 } } );

	test( 'the column is in the part of a row that opens, with its name', async ( {
		page,
		telaris,
	} ) => {
		const { failed } = await ordersOfEachState( telaris );
		await openList( page );
		const row = rowOf( page, failed );
		if ( ! ( await cell( page, failed ).isVisible() ) ) {
			await row.getByRole( 'button', { name: /details/i } ).click();
		}
		await expect( cell( page, failed ) ).toHaveAttribute(
			'data-colname',
			'Telaris'
		);
		await expectInside(
			cell( page, failed ).getByRole( 'link' ),
			cell( page, failed )
		);
		await expectAccessible( page );
	} );
} );

/** One order for each thing that the column says. */
async function ordersOfEachState( telaris: Telaris ) {
	const none = await telaris.newOrder();
	const awaiting = await telaris.newOrder();
	await telaris.send( awaiting.imported );
	return {
		none,
		awaiting,
		invoiced: await telaris.invoiced(),
		failed: await telaris.blocked(),
	};
}

async function openList( page: Page ): Promise< void > {
	// Where orders have tables of their own, WooCommerce leads on to its own list.
	await page.goto( '/wp-admin/edit.php?post_type=shop_order' );
	await expect( page.locator( '.wp-list-table' ) ).toBeVisible();
}

function rowOf( page: Page, { id }: { readonly id: number } ): Locator {
	return page.locator( `#order-${ id }, #post-${ id }` );
}

function cell( page: Page, order: { readonly id: number } ): Locator {
	return rowOf( page, order ).locator( '.column-telaris' );
}

async function expectInside( inner: Locator, outer: Locator ): Promise< void > {
	const [ small, large ] = await Promise.all( [
		inner.boundingBox(),
		outer.boundingBox(),
	] );
	expect( small && large ).toBeTruthy();
	if ( small && large ) {
		expect( small.x ).toBeGreaterThanOrEqual( large.x - 1 );
		expect( small.x + small.width ).toBeLessThanOrEqual(
			large.x + large.width + 1
		);
	}
}
