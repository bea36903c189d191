import { dispatch } from '@wordpress/data';
import { store as preferencesStore } from '@wordpress/preferences';
import { act, screen, waitFor } from '@testing-library/react';
import { http } from 'msw';

import { API, FakeShop, refusal } from './fake-shop';
import { makeNotification } from './fixtures';
import { addressQuery, pickFilter, renderApp } from './render-app';
import { server } from './server';

const forget = () =>
	dispatch( preferencesStore ).set(
		'telaris-for-woocommerce',
		'historyArrangement',
		{}
	);
afterEach( forget );

const columns = () =>
	screen
		.getAllByRole( 'columnheader' )
		.map( ( { textContent } ) => textContent )
		.filter( Boolean );

const hide = async ( name: string, user = renderApp() ) => {
	await user.click(
		await screen.findByRole( 'button', { name: 'View options' } )
	);
	// Not the column's own header, which is a button of the same name.
	const [ entry ] = screen.getAllByRole( 'button', { name } ).slice( -1 );
	await user.click( entry as HTMLElement );
	return user;
};

describe( 'columns', () => {
	it( 'that are hidden stay hidden, and stand in the address', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		await hide( 'Invoice' );
		expect( columns() ).not.toContain( 'Invoice' );
		expect( addressQuery() ).toBe( 'columns=telaris_order%2Cattempts' );
	} );

	it( 'are as the person had them last', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		dispatch( preferencesStore ).set(
			'telaris-for-woocommerce',
			'historyArrangement',
			{ columns: 'invoice' }
		);
		renderApp();
		await screen.findByText( '#1041' );
		expect( columns() ).toContain( 'Invoice' );
		expect( columns() ).not.toContain( 'Attempts' );
		expect( addressQuery() ).toBe( '' );
	} );

	it( 'of a link that somebody sent are not kept', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		renderApp( '&columns=attempts' );
		await screen.findByText( '#1041' );
		expect( columns() ).not.toContain( 'Invoice' );
		act( () => {
			window.history.replaceState( null, '', '?page=x' );
			window.dispatchEvent( new PopStateEvent( 'popstate' ) );
		} );
		await waitFor( () => expect( columns() ).toContain( 'Invoice' ) );
	} );

	it( 'can be reset', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		const user = await hide( 'Invoice' );
		await user.click(
			screen.getByRole( 'button', { name: 'Reset view' } )
		);
		expect( columns() ).toContain( 'Invoice' );
		expect( addressQuery() ).toBe( '' );
	} );
} );

describe( 'filters', () => {
	it( 'by what tried it', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		const user = renderApp();
		await pickFilter( user, 'Tried by', 'A re-send' );
		await waitFor( () =>
			expect( shop.queries.at( -1 )?.get( 'trigger' ) ).toBe( 'resend' )
		);
		expect( addressQuery() ).toBe( 'trigger=resend' );
	} );

	it( 'by date, the first day and the last', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Date' } )
		);
		await user.type( await screen.findByLabelText( 'From' ), '2026-11-20' );
		await user.type( await screen.findByLabelText( 'To' ), '2026-11-22' );
		await waitFor( () =>
			expect( Object.fromEntries( shop.queries.at( -1 ) ?? [] ) ).toEqual(
				{
					per_page: '25',
					from: '2026-11-20T00:00:00.000Z',
					to: '2026-11-23T00:00:00.000Z',
				}
			)
		);
	} );
} );

describe( 'the export', () => {
	const saved: string[] = [];
	beforeEach( () => {
		saved.length = 0;
		URL.createObjectURL = () => 'blob:csv';
		URL.revokeObjectURL = () => {};
		jest.spyOn( HTMLAnchorElement.prototype, 'click' ).mockImplementation(
			function click( this: HTMLAnchorElement ) {
				saved.push( this.download );
			}
		);
	} );
	afterEach( () => jest.restoreAllMocks() );

	it( 'saves what the filter matches', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		const user = renderApp( '&state=completed' );
		await screen.findByText( '#1041' );
		await user.click( screen.getByRole( 'button', { name: 'Export…' } ) );
		await user.click( screen.getByRole( 'button', { name: 'Save file' } ) );
		await waitFor( () =>
			expect( saved ).toEqual( [
				expect.stringMatching( /^telaris-\d{4}-\d\d-\d\d\.csv$/ ),
			] )
		);
		expect( String( shop.queries.at( -1 ) ) ).toBe(
			'state=completed&separator=comma'
		);
		await waitFor( () =>
			expect( screen.queryByRole( 'dialog' ) ).toBeNull()
		);
	} );

	it( 'has a semicolon where the language writes decimals with a comma', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		document.documentElement.lang = 'nb-NO';
		const user = renderApp();
		await screen.findByText( '#1041' );
		await user.click( screen.getByRole( 'button', { name: 'Export…' } ) );
		document.documentElement.lang = '';
		expect(
			screen.getByRole( 'radio', { name: /^Semicolon/ } )
		).toBeChecked();
		await user.click( screen.getByRole( 'button', { name: 'Save file' } ) );
		await waitFor( () =>
			expect( String( shop.queries.at( -1 ) ) ).toBe(
				'separator=semicolon'
			)
		);
	} );

	it( 'says why it failed', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		server.use(
			http.get( `${ API }/notifications/export`, () =>
				refusal( 500, 'x', 'Out of order.' )
			)
		);
		const user = renderApp();
		await screen.findByText( '#1041' );
		await user.click( screen.getByRole( 'button', { name: 'Export…' } ) );
		await user.click( screen.getByRole( 'button', { name: 'Save file' } ) );
		expect( await screen.findByText( 'Out of order.' ) ).toBeVisible();
		expect( saved ).toEqual( [] );
	} );
} );
