import { screen, waitFor, within } from '@testing-library/react';

import { FakeShop } from './fake-shop';
import { makeBlocked, makeNotification } from './fixtures';
import { addressQuery, renderApp } from './render-app';
import { LAPTOP, setWidth, TABLET } from './viewport';

const columns = () =>
	screen
		.getAllByRole( 'columnheader' )
		.map( ( { textContent } ) => textContent )
		.filter( Boolean );

describe( 'the columns', () => {
	it( 'leave the result its room where the window is smaller', async () => {
		setWidth( LAPTOP );
		new FakeShop( [ makeBlocked( 43 ) ] );
		renderApp();
		await screen.findByText( '#1043' );
		expect( columns() ).toEqual( [
			'When',
			'Order',
			'Invoice',
			'Result',
			'Actions',
		] );
	} );

	it( 'stay where the details lie over them', async () => {
		setWidth( TABLET );
		new FakeShop( [ makeBlocked( 43 ) ] );
		renderApp( '&notification=43' );
		await screen.findByRole( 'heading', { name: 'Order #1043' } );
		expect( columns() ).toContain( 'Invoice' );
	} );
} );

it( 'puts what helps a row into its menu where there is little room', async () => {
	setWidth( TABLET );
	new FakeShop( [ makeBlocked( 43 ) ] );
	renderApp();
	await screen.findByText( '#1043' );
	const row = screen.getByText( '#1043' ).closest( 'tr' ) as HTMLElement;
	expect(
		within( row )
			.getAllByRole( 'button' )
			.map( ( { textContent, ariaLabel } ) => textContent || ariaLabel )
	).toEqual( [ 'Actions' ] );
} );

describe( 'the rows that are ticked', () => {
	it( 'are dealt with above the list, and no count is there without them', async () => {
		new FakeShop( [ makeBlocked( 43 ), makeNotification( 41 ) ] );
		const user = renderApp();
		await screen.findByText( '#1043' );
		expect( screen.queryByText( /\d (Items?|selected)/ ) ).toBeNull();
		await user.click(
			screen.getByRole( 'checkbox', { name: /Order #1043/ } )
		);
		const bar = within(
			screen.getByRole( 'group', { name: 'Selected orders' } )
		);
		expect( bar.getByText( '1 selected' ) ).toBeVisible();
		const table = screen.getByRole( 'table' );
		expect(
			screen
				.getByRole( 'group', { name: 'Selected orders' } )
				.compareDocumentPosition( table )
		).toBe( Node.DOCUMENT_POSITION_FOLLOWING );
		await user.click( bar.getByRole( 'button', { name: 'Deselect all' } ) );
		expect(
			screen.queryByRole( 'group', { name: 'Selected orders' } )
		).toBeNull();
	} );
} );

it( 'lets a person choose how many rows a page has', async () => {
	const shop = new FakeShop( [ makeNotification( 41 ) ] );
	const user = renderApp();
	await user.click(
		await screen.findByRole( 'button', { name: 'View options' } )
	);
	await user.click( screen.getByRole( 'radio', { name: '100' } ) );
	await waitFor( () =>
		expect( shop.queries.at( -1 )?.get( 'per_page' ) ).toBe( '100' )
	);
	expect( addressQuery() ).toBe( 'per_page=100' );
} );
