import { dispatch } from '@wordpress/data';
import { store as preferencesStore } from '@wordpress/preferences';
import { screen, waitFor, within } from '@testing-library/react';

import { today } from '../src/url/shop-day';
import { FakeShop } from './fake-shop';
import { CANCELLED, makeNotification } from './fixtures';
import { addressQuery, renderApp } from './render-app';

afterEach( () =>
	dispatch( preferencesStore ).set(
		'telaris-for-woocommerce',
		'historyViews',
		[]
	)
);

const failed = ( id: number, change = {} ) =>
	makeNotification( id, { state: 'failed', result: CANCELLED, ...change } );

const openMenu = async ( user: ReturnType< typeof renderApp > ) => {
	await user.click( await screen.findByRole( 'button', { name: 'Views' } ) );
	return screen.findByRole( 'menu', { name: 'Views' } );
};

describe( 'views', () => {
	it( 'have their numbers, and the one that is shown is marked', async () => {
		new FakeShop( [
			failed( 43 ),
			failed( 42, { received_at: '2020-01-01T12:00:00Z' } ),
			makeNotification( 41 ),
		] );
		const user = renderApp();
		const menu = await openMenu( user );
		expect(
			within( menu ).getByRole( 'menuitemradio', { checked: true } )
		).toHaveTextContent( 'All' );
		expect(
			await within( menu ).findByRole( 'menuitemradio', {
				name: /^Not set to Completed\s*2$/,
			} )
		).toBeVisible();
		expect(
			await within( menu ).findByRole( 'menuitemradio', {
				name: /^Needs a check\s*0$/,
			} )
		).toBeVisible();
		expect(
			within( menu ).getByRole( 'menuitem', { name: /Save this view/ } )
		).toHaveAttribute( 'aria-disabled', 'true' );

		await user.click(
			within( menu ).getByRole( 'menuitemradio', {
				name: /^Not set to Completed\s*2$/,
			} )
		);
		expect( addressQuery() ).toBe( 'state=failed' );
		await waitFor( () =>
			expect( screen.queryByText( '#1041' ) ).not.toBeInTheDocument()
		);
	} );

	it( 'that a person saves are there when she comes back, and go when she removes them', async () => {
		new FakeShop( [ failed( 43 ), makeNotification( 41 ) ] );
		const user = renderApp( `&state=failed&from=${ today() }` );
		await user.click(
			within( await openMenu( user ) ).getByRole( 'menuitem', {
				name: 'Save this view…',
			} )
		);
		const dialog = await screen.findByRole( 'dialog' );
		expect( dialog ).toHaveTextContent( 'Its days always end today.' );
		expect(
			within( dialog ).getByRole( 'button', { name: 'Save' } )
		).toHaveAttribute( 'aria-disabled', 'true' );
		await user.type(
			within( dialog ).getByRole( 'textbox', { name: 'Name' } ),
			' Mine {Enter}'
		);
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();

		let menu = await openMenu( user );
		expect(
			within( menu ).getByRole( 'menuitemradio', { checked: true } )
		).toHaveTextContent( 'Mine' );
		await user.click(
			within( menu ).getByRole( 'menuitemradio', { name: /^All/ } )
		);
		expect( addressQuery() ).toBe( '' );
		await user.click(
			within( await openMenu( user ) ).getByRole( 'menuitemradio', {
				name: /^Mine/,
			} )
		);
		expect( addressQuery() ).toBe(
			`state=failed&from=${ today() }&to=${ today() }`
		);

		menu = await openMenu( user );
		await user.click(
			within( menu ).getByRole( 'menuitem', { name: 'Remove "Mine"' } )
		);
		menu = await openMenu( user );
		expect( within( menu ).queryByText( 'Mine' ) ).not.toBeInTheDocument();
	} );

	it( 'of a name that there is already are replaced, which is said before', async () => {
		new FakeShop( [ failed( 43 ) ] );
		dispatch( preferencesStore ).set(
			'telaris-for-woocommerce',
			'historyViews',
			[ { name: 'Mine', search: '1043', lastDays: null } ]
		);
		const user = renderApp( '&heading=order_blocked' );
		await user.click(
			within( await openMenu( user ) ).getByRole( 'menuitem', {
				name: 'Save this view…',
			} )
		);
		await user.type(
			await screen.findByRole( 'textbox', { name: 'Name' } ),
			'Mine'
		);
		expect( screen.getByRole( 'dialog' ) ).toHaveTextContent(
			'It will be replaced.'
		);
		await user.keyboard( '{Enter}' );
		const menu = await openMenu( user );
		expect(
			within( menu ).getAllByRole( 'menuitemradio', { name: /^Mine/ } )
		).toHaveLength( 1 );
		expect(
			within( menu ).getByRole( 'menuitemradio', { checked: true } )
		).toHaveTextContent( 'Mine' );
	} );
} );
