import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';

import type { StatsDay } from '../src/api/types';
import { API, FakeShop, refusal } from './fake-shop';
import {
	makeBlocked,
	makeCandidate,
	makeHealth,
	makeNotification,
	makeUnlinked,
} from './fixtures';
import { addressQuery, renderApp } from './render-app';
import { server } from './server';

const makeDay = ( date: string, change: Partial< StatsDay > = {} ) => ( {
	date,
	completed: 0,
	ignored: 0,
	failed: 0,
	pending: 0,
	...change,
} );

const DAYS = [
	makeDay( '2026-11-19' ),
	makeDay( '2026-11-20', { completed: 40, failed: 3 } ),
	makeDay( '2026-11-21', { completed: 2 } ),
];

describe( 'the last days', () => {
	it( 'are summed up in words, and stand in a table, the newest first', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		shop.days = DAYS;
		const user = renderApp();
		expect(
			await screen.findByText( /42 orders Completed in the last 30 days/ )
		).toBeVisible();
		await user.click( screen.getByText( 'The last 30 days, day by day' ) );
		const table = within(
			screen
				.getByRole( 'rowheader', { name: /20, 2026/ } )
				.closest( 'table' ) as HTMLElement
		);
		const rows = table
			.getAllByRole( 'row' )
			.slice( 1 )
			.map( ( row ) => row.textContent );
		expect( rows ).toEqual( [
			expect.stringContaining( '21, 2026' ),
			expect.stringContaining( '20, 2026' ),
		] );
		const friday = within( table.getByRole( 'row', { name: /20, 2026/ } ) );
		expect(
			friday.getAllByRole( 'cell' ).map( ( cell ) => cell.textContent )
		).toEqual( [ '3', '0', '40', '0' ] );
	} );

	it( 'lead to the rows of a day', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		shop.days = DAYS;
		const user = renderApp();
		await user.click(
			await screen.findByText( 'The last 30 days, day by day' )
		);
		await user.click(
			screen.getByRole( 'link', { name: 'November 20, 2026' } )
		);
		expect( addressQuery() ).toBe( 'from=2026-11-20&to=2026-11-20' );
		await waitFor( () =>
			expect( Object.fromEntries( shop.queries.at( -1 ) ?? [] ) ).toEqual(
				{
					per_page: '25',
					from: '2026-11-20T00:00:00.000Z',
					to: '2026-11-21T00:00:00.000Z',
				}
			)
		);
	} );

	it( 'are left out where they cannot be had', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		server.use(
			http.get( `${ API }/stats`, () => refusal( 500, 'x', 'Broken.' ) )
		);
		renderApp();
		await screen.findByText( /Telaris last called/ );
		await screen.findByText( '#1041' );
		expect( screen.queryByText( /30 days/ ) ).not.toBeInTheDocument();
		expect( screen.queryByText( 'Broken.' ) ).not.toBeInTheDocument();
	} );
} );

describe( 'all that failed', () => {
	const openReview = async ( failed: number ) => {
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', {
				name:
					failed === 1
						? 'Review 1 order'
						: `Review ${ failed } orders`,
			} )
		);
		return {
			user,
			dialog: within( await screen.findByRole( 'dialog' ) ),
		};
	};

	it( 'is reviewed together, from wherever one is', async () => {
		const shop = new FakeShop( [
			makeBlocked( 43 ),
			makeNotification( 42 ),
			makeBlocked( 41 ),
		] );
		shop.health = makeHealth( { failed: 2 } );
		const { dialog } = await openReview( 2 );
		expect(
			await dialog.findByRole( 'checkbox', { name: /^Order #1043/ } )
		).toBeVisible();
		expect(
			dialog.getByRole( 'checkbox', { name: /^Order #1041/ } )
		).toBeVisible();
		expect( dialog.queryByText( /Order #1042/ ) ).not.toBeInTheDocument();
	} );

	it( 'is linked right there where a link is missing', async () => {
		const shop = new FakeShop( [ makeBlocked( 43 ), makeUnlinked( 42 ) ] );
		shop.health = makeHealth( { failed: 2 } );
		shop.previews[ 42 ] = { will: 'needs_link' };
		shop.candidates = [
			makeCandidate( 1042 ),
			makeCandidate( 1050, { telaris_order: '99999' } ),
		];
		const { user, dialog } = await openReview( 2 );
		// The one that is likely is chosen beforehand; the other is another's.
		expect(
			await dialog.findByRole( 'radio', { name: /^#1042/ } )
		).toBeChecked();
		await user.click( dialog.getByLabelText( /Complete anyway/ ) );
		await user.click(
			dialog.getByRole( 'button', { name: 'Set 2 orders to Completed' } )
		);
		expect(
			await dialog.findByText( '2 orders are Completed.' )
		).toBeVisible();
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'resend 43',
			'link 1042',
		] );
	} );

	it( 'takes no order away from another link in passing', async () => {
		const shop = new FakeShop( [ makeUnlinked( 42 ) ] );
		shop.health = makeHealth( { failed: 1 } );
		shop.candidates = [ makeCandidate( 1042, { telaris_order: '99999' } ) ];
		const { user, dialog } = await openReview( 1 );
		await user.click(
			await dialog.findByRole( 'radio', { name: /^#1042.*99999/ } )
		);
		expect(
			dialog.getByRole( 'button', { name: 'No order to complete' } )
		).toHaveAttribute( 'aria-disabled', 'true' );
		await user.click(
			dialog.getByRole( 'checkbox', { name: /^Replace the link/ } )
		);
		await user.click(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		await dialog.findByText( '1 order is Completed.' );
		expect( shop.calls[ 0 ]?.body ).toMatchObject( { replace: true } );
	} );

	it( 'leaves the focus where the keyboard goes on', async () => {
		const shop = new FakeShop( [ makeBlocked( 43 ) ] );
		shop.health = makeHealth( { failed: 1 } );
		const { user, dialog } = await openReview( 1 );
		await user.click( await dialog.findByLabelText( /Complete anyway/ ) );
		shop.health = makeHealth();
		await user.click(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		await dialog.findByText( '1 order is Completed.' );
		// What opened the dialog is gone by now.
		await waitFor( () =>
			expect(
				screen.queryByText( 'Review 1 order' )
			).not.toBeInTheDocument()
		);
		await user.keyboard( '{Escape}' );
		await waitFor( () =>
			expect(
				screen.getByRole( 'link', { name: /Details of Order #1043/ } )
			).toHaveFocus()
		);
	} );

	it( 'is found by what people know when no order is likely', async () => {
		const shop = new FakeShop( [ makeUnlinked( 42 ) ] );
		shop.health = makeHealth( { failed: 1 } );
		shop.orders = [
			makeCandidate( 77, {
				number: 'NO-77',
				reason: 'found',
				reason_label: 'found by your search',
			} ),
		];
		const { user, dialog } = await openReview( 1 );
		expect(
			await dialog.findByText(
				'No order looks like this one. Search for it.'
			)
		).toBeVisible();
		await user.type( dialog.getByRole( 'searchbox' ), 'NO-77' );
		await user.click(
			await dialog.findByRole( 'radio', { name: /^#NO-77/ } )
		);
		await user.click(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		await dialog.findByText( '1 order is Completed.' );
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'link 77',
		] );
	} );

	it( 'says why when it could not be found', async () => {
		const shop = new FakeShop( [ makeNotification( 42 ) ] );
		shop.health = makeHealth( { failed: 1 } );
		const user = renderApp();
		const button = await screen.findByRole( 'button', {
			name: 'Review 1 order',
		} );
		server.use(
			http.get( `${ API }/notifications`, () =>
				refusal( 500, 'x', 'Out of order.' )
			)
		);
		await user.click( button );
		expect( await screen.findByText( 'Out of order.' ) ).toBeVisible();
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
	} );

	it( 'of what is filtered can be reviewed as well', async () => {
		const shop = new FakeShop( [ makeBlocked( 43 ) ] );
		const user = renderApp( '&state=failed&from=2026-11-20' );
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Review all of these…',
			} )
		);
		expect( await screen.findByRole( 'dialog' ) ).toBeVisible();
		expect( Object.fromEntries( shop.queries.at( -1 ) ?? [] ) ).toEqual( {
			state: 'failed',
			from: '2026-11-20T00:00:00.000Z',
			per_page: '100',
		} );
	} );
} );
