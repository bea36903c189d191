import { screen, waitFor, within } from '@testing-library/react';

import { FakeShop } from './fake-shop';
import { makeAttempt, makeBlocked, makeNotification } from './fixtures';
import { renderApp } from './render-app';

const rowOf = ( name: string ) =>
	within( screen.getByText( name ).closest( 'tr' ) as HTMLElement );

describe( 'what never mattered', () => {
	it( 'is dismissed with a reason, and taken back', async () => {
		const shop = new FakeShop( [
			makeBlocked( 43, { can_dismiss: true } ),
		] );
		const user = renderApp( '&notification=43' );
		await user.click(
			await screen.findByRole( 'button', { name: 'Dismiss…' } )
		);
		const dialog = within(
			screen.getByRole( 'dialog', { name: 'Dismiss: Order #1043' } )
		);
		const button = dialog.getByRole( 'button', { name: 'Dismiss' } );
		expect( button ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.type( dialog.getByLabelText( 'Reason' ), 'a test order' );
		await user.click( button );

		expect( await screen.findByText( '1 order dismissed.' ) ).toBeVisible();
		expect( shop.calls ).toEqual( [
			{ route: 'dismiss', body: { ids: [ 43 ], reason: 'a test order' } },
		] );
		expect( rowOf( '#1043' ).getByText( 'Dismissed' ) ).toBeVisible();
		await user.click( screen.getByRole( 'button', { name: 'Undo' } ) );
		expect(
			await screen.findByText( '1 order is open again.' )
		).toBeVisible();
		expect( rowOf( '#1043' ).getByText( 'Order blocked' ) ).toBeVisible();
	} );

	it( 'is dismissed together from the list', async () => {
		const shop = new FakeShop( [
			makeBlocked( 44, { can_dismiss: true } ),
			makeBlocked( 43, { can_dismiss: true } ),
		] );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'checkbox', { name: 'Select all' } )
		);
		await user.click(
			within(
				screen.getByRole( 'group', { name: 'Selected orders' } )
			).getByRole( 'button', { name: 'Dismiss…' } )
		);
		const dialog = within(
			screen.getByRole( 'dialog', { name: 'Dismiss 2 orders' } )
		);
		await user.type( dialog.getByLabelText( 'Reason' ), 'tests{Enter}' );
		await waitFor( () =>
			expect( shop.calls ).toEqual( [
				{
					route: 'dismiss',
					body: { ids: [ 44, 43 ], reason: 'tests' },
				},
			] )
		);
	} );
} );

describe( 'what was checked', () => {
	it( 'can be taken back', async () => {
		const shop = new FakeShop( [
			makeNotification( 40, { needs_check: true } ),
		] );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Mark as checked' } )
		);
		await user.click(
			await screen.findByRole( 'button', { name: 'Undo' } )
		);
		expect(
			await screen.findByText( 'It needs a check again.' )
		).toBeVisible();
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'check 40',
			'uncheck 40',
		] );
	} );

	it( 'says who checked it', async () => {
		new FakeShop( [
			makeNotification( 40, {
				attempts: [
					makeAttempt(),
					makeAttempt( { id: 2, trigger: 'check', user: 'Nina' } ),
				],
			} ),
		] );
		renderApp( '&notification=40' );
		expect(
			await screen.findByText( 'Marked as checked by Nina' )
		).toBeVisible();
	} );
} );

it( 'says what an order is now beside what it was then', async () => {
	const [ order ] = [ makeBlocked( 43 ).order ];
	new FakeShop( [
		makeBlocked( 43, {
			order: order && { ...order, status_label: 'Completed' },
		} ),
	] );
	renderApp();
	await screen.findByText( '#1043' );
	expect(
		rowOf( '#1043' ).getByText(
			'The order had the status "Cancelled". Such orders are not completed automatically. Now: Completed.'
		)
	).toBeVisible();
} );
