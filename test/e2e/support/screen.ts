/** The screen under WooCommerce → Telaris, by what a person sees. */
import { expect, type Locator, type Page } from '@playwright/test';

const ADDRESS = '/wp-admin/admin.php?page=telaris-for-woocommerce';

export class Screen {
	readonly page: Page;
	/** All that is ours on the page. */
	readonly root: Locator;
	readonly search: Locator;

	constructor( page: Page ) {
		this.page = page;
		this.root = page.locator( '#telaris-for-woocommerce' );
		this.search = this.root.getByRole( 'searchbox' );
	}

	/**
	 * Opens the screen and waits for what it shows.
	 *
	 * @param view Further parameters of the address.
	 */
	async open( view: Record< string, string > = {} ): Promise< void > {
		await this.page.goto( `${ ADDRESS }&${ new URLSearchParams( view ) }` );
		await expect(
			this.root.getByRole( 'heading', { level: 1 } )
		).toBeVisible();
		// What the server wrote makes room for the screen.
		await expect( this.root.locator( '.telaris-first-rows' ) ).toHaveCount(
			0
		);
	}

	/**
	 * Opens the history as it is when somebody has searched.
	 *
	 * @param search A number.
	 */
	async openFound( search: string ): Promise< void > {
		await this.open( { search } );
		await expect( this.rows.first() ).toBeVisible();
	}

	/** The rows of the history, without the header. */
	get rows(): Locator {
		return this.root
			.getByRole( 'row' )
			.filter( { has: this.page.getByRole( 'cell' ) } );
	}

	/**
	 * The row about an order.
	 *
	 * @param text Anything that only stands in this row.
	 */
	row( text: string ): Locator {
		return this.rows.filter( { hasText: text } );
	}

	/**
	 * An order in the list that phones show in place of the table. All of it opens the details.
	 *
	 * @param name For example "#1043".
	 */
	listItem( name: string ): Locator {
		return this.root
			.getByRole( 'grid' )
			.getByRole( 'button', { name } )
			.first();
	}

	/**
	 * The link of a row that opens its details.
	 *
	 * @param row
	 */
	detailsLink( row: Locator ): Locator {
		return row.getByRole( 'link', { name: /Details of/ } );
	}

	/** The details beside the list. */
	get details(): Locator {
		return this.root.getByRole( 'complementary' );
	}

	/** What could not be done, with the way on. */
	get failure(): Locator {
		return this.root.locator( '.telaris-failure' );
	}

	get dialog(): Locator {
		return this.page.getByRole( 'dialog' );
	}

	/** What can be done with the selected rows. */
	get bulkBar(): Locator {
		return this.root.getByRole( 'group', {
			name: /^(Selected orders|Valgte ordrer)$/,
		} );
	}

	/**
	 * Sets a filter.
	 *
	 * @param filter Its name.
	 * @param value  What is to be seen, as it stands in the filter.
	 */
	async choose( filter: string, value: string ): Promise< void > {
		await this.root.getByRole( 'button', { name: filter } ).click();
		await this.page
			.getByRole( 'option', { name: value, exact: true } )
			.click();
		await this.page.keyboard.press( 'Escape' );
	}

	/**
	 * Opens the details of an order from its row.
	 *
	 * @param text Anything that only stands in the row.
	 */
	async openDetails( text: string ): Promise< Locator > {
		await this.detailsLink( this.row( text ) ).click();
		await expect(
			this.details.getByRole( 'heading', { name: 'What happened' } )
		).toBeVisible();
		return this.details;
	}

	/**
	 * Opens the dialog that re-sends an order, from its row.
	 *
	 * @param search A number that only this row has.
	 */
	async openResend( search: string ): Promise< void > {
		await this.openFound( search );
		await this.row( search )
			.getByRole( 'button', { name: 'Re-send…' } )
			.click();
	}

	/** Starts what the dialog proposes. */
	async confirmResend(): Promise< void > {
		await this.dialog
			.getByRole( 'button', { name: 'Set to Completed', exact: true } )
			.click();
	}

	/** Ends the last step of the dialog by its own Close, not the cross. */
	async closeSummary(): Promise< void > {
		await this.dialog
			.getByRole( 'button', { name: 'Close' } )
			.last()
			.click();
		await expect( this.dialog ).toHaveCount( 0 );
	}

	/**
	 * A view of this screen.
	 *
	 * @param name
	 */
	tab( name: string ): Locator {
		return this.root
			.getByRole( 'navigation', { name: 'Views' } )
			.getByRole( 'link', { name } );
	}
}
