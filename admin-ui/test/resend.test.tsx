import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';

import { API, FakeShop, refusal } from './fake-shop';
import { makeBlocked, makeNotification, makeResult } from './fixtures';
import { renderApp } from './render-app';
import { server } from './server';

const REVERTED = makeResult(
	'reverted',
	'order_blocked',
	'The order was set to Completed, then Klarna put it back to On hold.',
	'Capture the payment.'
);

/** A failed notification that nothing stands against any more. */
const makeOpen = ( id: number ) =>
	makeNotification( id, {
		state: 'failed',
		result: REVERTED,
		can_resend: true,
	} );

const openRow = async ( user: UserEvent, order: string ) => {
	const row = ( await screen.findByText( order ) ).closest( 'tr' );
	await user.click(
		within( row as HTMLElement ).getByRole( 'button', { name: 'Re-send…' } )
	);
	return within( await screen.findByRole( 'dialog' ) );
};

/** The button below the table, which is for all selected rows. */
const clickBulkResend = async ( user: UserEvent ) => {
	const [ bulk ] = screen
		.getAllByRole( 'button', { name: 'Re-send…' } )
		.slice( -1 );
	await user.click( bulk as HTMLElement );
	return within( await screen.findByRole( 'dialog' ) );
};

const selectAll = async ( user: UserEvent ) => {
	const [ all ] = await screen.findAllByRole( 'checkbox', {
		name: 'Select all',
	} );
	await user.click( all as HTMLElement );
};

/** Not the cross in the corner, which has the same name. */
const clickClose = async ( user: UserEvent ) => {
	const [ close ] = screen
		.getAllByRole( 'button', { name: 'Close' } )
		.slice( -1 );
	await user.click( close as HTMLElement );
};

describe( 'one order', () => {
	it( 'says first what it will do, and does nothing on Cancel', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );

		expect(
			screen.getByRole( 'dialog', { name: 'Re-send: Order #1041' } )
		).toBeVisible();
		expect(
			dialog.getByText(
				'Sets the order to Completed again. Nothing is sent to Telaris.'
			)
		).toBeVisible();
		expect( dialog.getByText( /Klarna put it back/ ) ).toBeVisible();
		await user.click( dialog.getByRole( 'button', { name: 'Cancel' } ) );
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
		expect( shop.calls ).toEqual( [] );
	} );

	it( 'shows in the list what came of it', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await user.click( dialog.getByRole( 'button', { name: 'Re-send' } ) );

		expect(
			await dialog.findByText( '1 order is Completed.' )
		).toBeVisible();
		expect( shop.calls ).toEqual( [
			{
				route: 'resend 41',
				body: { send_email: true, complete_anyway: false },
			},
		] );
		await clickClose( user );
		const row = screen.getByText( '#1041' ).closest( 'tr' );
		expect(
			within( row as HTMLElement ).getByText( 'Set to Completed.' )
		).toBeVisible();
		expect(
			within( row as HTMLElement ).queryByRole( 'button' )
		).not.toBeInTheDocument();
	} );

	it( 'sends no email when that is not wanted', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await user.click(
			dialog.getByRole( 'checkbox', { name: /Order complete/ } )
		);
		await user.click( dialog.getByRole( 'button', { name: 'Re-send' } ) );
		await dialog.findByText( '1 order is Completed.' );
		expect( shop.calls[ 0 ]?.body ).toMatchObject( { send_email: false } );
	} );

	it( 'overrides only what somebody ticked', async () => {
		const shop = new FakeShop( [ makeBlocked( 43 ) ] );
		const user = renderApp();
		let dialog = await openRow( user, '#1043' );
		await user.click( dialog.getByRole( 'button', { name: 'Re-send' } ) );
		expect(
			await dialog.findByText( '0 of 1 order is Completed.' )
		).toBeVisible();
		expect( dialog.getByText( /The order is Cancelled/ ) ).toBeVisible();
		await clickClose( user );

		dialog = await openRow( user, '#1043' );
		expect(
			dialog.getByText( /stock that was not reduced/ )
		).toBeVisible();
		await user.click(
			dialog.getByRole( 'checkbox', {
				name: 'Complete anyway: Order #1043',
			} )
		);
		await user.click( dialog.getByRole( 'button', { name: 'Re-send' } ) );
		expect(
			await dialog.findByText( '1 order is Completed.' )
		).toBeVisible();
		expect( shop.calls.map( ( { body } ) => body ) ).toEqual( [
			{ send_email: true, complete_anyway: false },
			{ send_email: true, complete_anyway: true },
		] );
	} );

	it( 'does not pretend to know when no answer came', async () => {
		new FakeShop( [ makeOpen( 41 ) ] );
		server.use(
			http.post( `${ API }/notifications/41/resend`, () =>
				HttpResponse.error()
			)
		);
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await user.click( dialog.getByRole( 'button', { name: 'Re-send' } ) );
		expect(
			await dialog.findByText( /it is not known whether/ )
		).toBeVisible();
	} );

	it( 'is sent once, however often one clicks', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await user.dblClick(
			dialog.getByRole( 'button', { name: 'Re-send' } )
		);
		await dialog.findByText( '1 order is Completed.' );
		expect( shop.calls ).toHaveLength( 1 );
	} );
} );

describe( 'many orders', () => {
	it( 'sums up which worked and which did not', async () => {
		const shop = new FakeShop( [
			makeOpen( 43 ),
			makeBlocked( 42 ),
			makeOpen( 41 ),
		] );
		server.use(
			http.post( `${ API }/notifications/41/resend`, () =>
				refusal( 409, 'in_progress', 'Another change is under way.' )
			)
		);
		const user = renderApp();
		await selectAll( user );
		const dialog = await clickBulkResend( user );
		await user.click(
			dialog.getByRole( 'button', { name: 'Re-send 3 orders' } )
		);

		expect(
			await dialog.findByText( '1 of 3 orders are Completed.' )
		).toBeVisible();
		expect( dialog.queryByText( 'Order #1043' ) ).not.toBeInTheDocument();
		expect( dialog.getByText( 'Order #1042' ) ).toBeVisible();
		expect( dialog.getByText( /The order is Cancelled/ ) ).toBeVisible();
		expect( dialog.getByText( 'Order #1041' ) ).toBeVisible();
		expect(
			dialog.getByText( 'Another change is under way.' )
		).toBeVisible();
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'resend 43',
			'resend 42',
		] );
	} );

	it( 'stops after the order that is under way', async () => {
		const shop = new FakeShop( [ makeOpen( 43 ), makeOpen( 42 ) ] );
		let answer: () => void = () => undefined;
		const isAsked = new Promise< void >( ( resolve ) => {
			answer = resolve;
		} );
		server.use(
			http.post( `${ API }/notifications/:id/resend`, async () => {
				await isAsked;
				return undefined;
			} )
		);
		const user = renderApp();
		await screen.findByText( '#1043' );
		await user.click(
			screen.getByRole( 'checkbox', { name: 'Order #1043' } )
		);
		await user.click(
			screen.getByRole( 'checkbox', { name: 'Order #1042' } )
		);
		const dialog = await clickBulkResend( user );
		await user.click(
			dialog.getByRole( 'button', { name: 'Re-send 2 orders' } )
		);
		expect(
			dialog.getByRole( 'progressbar', {
				name: 'Setting order 1 of 2 to Completed…',
			} )
		).toBeVisible();
		await user.click( dialog.getByRole( 'button', { name: 'Stop' } ) );
		answer();
		expect(
			await dialog.findByText( '1 order was not tried.' )
		).toBeVisible();
		expect( shop.calls ).toHaveLength( 1 );
	} );

	it( 'tries no further order when the shop cannot be reached', async () => {
		new FakeShop( [ makeOpen( 43 ), makeOpen( 42 ) ] );
		let calls = 0;
		server.use(
			http.post( `${ API }/notifications/:id/resend`, () => {
				calls++;
				return HttpResponse.error();
			} )
		);
		const user = renderApp();
		await selectAll( user );
		const dialog = await clickBulkResend( user );
		await user.click(
			dialog.getByRole( 'button', { name: 'Re-send 2 orders' } )
		);
		await dialog.findByText( '1 order was not tried.' );
		expect( calls ).toBe( 1 );
	} );
} );

describe( 'by keyboard', () => {
	it( 'opens, closes with Escape and gives the focus back', async () => {
		new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const row = ( await screen.findByText( '#1041' ) ).closest( 'tr' );
		const button = within( row as HTMLElement ).getByRole( 'button', {
			name: 'Re-send…',
		} );
		button.focus();
		await user.keyboard( '{Enter}' );
		const dialog = await screen.findByRole( 'dialog' );
		await waitFor( () =>
			expect(
				dialog.contains( dialog.ownerDocument.activeElement )
			).toBe( true )
		);
		await user.keyboard( '{Escape}' );
		await waitFor( () =>
			expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument()
		);
		expect( button ).toHaveFocus();
	} );
} );
