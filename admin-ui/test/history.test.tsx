import { act, screen, waitFor, within } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';

import { API, FakeShop, refusal } from './fake-shop';
import {
	makeBlocked,
	makeHealth,
	makeNotification,
	makeUnlinked,
} from './fixtures';
import { addressQuery, pickFilter, renderApp } from './render-app';
import { server } from './server';

const rowOf = ( name: string ) =>
	within( screen.getByText( name ).closest( 'tr' ) as HTMLElement );

describe( 'the list', () => {
	it( 'says of each notification what became of it', async () => {
		new FakeShop( [ makeBlocked( 43 ), makeNotification( 41 ) ] );
		renderApp();

		const order = await screen.findByRole( 'link', { name: '#1043' } );
		expect( order ).toHaveAttribute(
			'href',
			expect.stringContaining( 'id=1043' )
		);
		const row = rowOf( '#1043' );
		expect( row.getByText( 'Kari N.' ) ).toBeVisible();
		expect( row.getByText( '10043' ) ).toBeVisible();
		expect( row.getByText( '50043' ) ).toBeVisible();
		expect( row.getByText( 'Order blocked' ) ).toBeVisible();
		expect( row.getByText( /The order had the status/ ) ).toBeVisible();
		expect( rowOf( '#1041' ).getByText( 'Completed' ) ).toBeVisible();
	} );

	it( 'offers each row only what would help it', async () => {
		new FakeShop( [
			makeBlocked( 43 ),
			makeUnlinked( 42 ),
			makeNotification( 41 ),
			makeNotification( 40, { needs_check: true } ),
		] );
		renderApp();
		await screen.findByText( '#1043' );

		const actionsOf = ( name: string ) =>
			rowOf( name )
				.queryAllByRole( 'button' )
				.map( ( button ) => button.textContent );
		expect( actionsOf( '#1043' ) ).toEqual( [ 'Re-send…' ] );
		expect( actionsOf( '#1042 (not linked)' ) ).toEqual( [
			'Link to an order…',
		] );
		expect( actionsOf( '#1041' ) ).toEqual( [] );
		expect( actionsOf( '#1040' ) ).toEqual( [ 'Mark as checked' ] );
	} );

	it( 'gives the exact time beside the one that people say', async () => {
		new FakeShop( [
			makeNotification( 1, {
				received_at: new Date( Date.now() - 4 * 60_000 ).toISOString(),
			} ),
		] );
		renderApp();
		const time = await screen.findByText( /^[45] minutes ago$/ );
		expect( time ).toHaveAttribute( 'datetime' );
		expect( time.title ).toMatch( /\d{4}/ );
	} );
} );

describe( 'the summary', () => {
	it( 'says how many orders were not completed, and leads to them', async () => {
		const shop = new FakeShop( [
			makeBlocked( 43 ),
			makeNotification( 41 ),
		] );
		shop.health = makeHealth( { failed: 3, pending: 1 } );
		const user = renderApp();

		expect(
			await screen.findByText( /3 orders were not set to Completed/ )
		).toBeVisible();
		expect(
			screen.getByText( /The shop tries 1 order again by itself/ )
		).toBeVisible();
		expect(
			screen.queryByText( /need.* a check/ )
		).not.toBeInTheDocument();

		await user.click( screen.getByRole( 'link', { name: 'Show them' } ) );
		await waitFor( () =>
			expect( screen.queryByText( '#1041' ) ).not.toBeInTheDocument()
		);
		expect( addressQuery() ).toBe( 'state=failed' );
	} );

	it( 'tells orders that need a check from them, and leads there as well', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		shop.health = makeHealth( { to_check: 1 } );
		const user = renderApp();

		expect(
			await screen.findByText( /1 order needs a check\./ )
		).toBeVisible();
		expect(
			screen.queryByText( /not set to Completed\./ )
		).not.toBeInTheDocument();
		await user.click(
			screen.getByRole( 'link', {
				name: 'Show the orders that need a check',
			} )
		);
		expect( addressQuery() ).toBe( 'heading=needs_check&state=completed' );
	} );

	it( 'says what is wrong with the connection', async () => {
		const shop = new FakeShop( [ makeNotification( 1 ) ] );
		shop.health = makeHealth( {
			problems: [
				{
					code: 'signature_invalid',
					heading_label: 'Connection',
					sentence: '2 calls could not prove themselves.',
					what_to_do: 'Compare the secrets.',
				},
			],
		} );
		renderApp();
		expect(
			await screen.findByText( 'Compare the secrets.' )
		).toBeVisible();
		expect(
			screen.getByRole( 'link', { name: /Connection 1 problem/ } )
		).toBeVisible();
	} );
} );

describe( 'nothing to show', () => {
	it( 'says how to connect when Telaris has not called yet', async () => {
		const shop = new FakeShop();
		shop.health = makeHealth( { last_contact_at: null, secrets: [] } );
		const user = renderApp();

		expect(
			await screen.findByRole( 'heading', {
				name: 'Telaris has not called yet',
			} )
		).toBeVisible();
		expect( await screen.findByLabelText( 'Delivery URL' ) ).toHaveValue(
			shop.health.delivery_url
		);

		const [ link ] = screen
			.getAllByRole( 'link', { name: 'Connection' } )
			.slice( -1 );
		await user.click( link as HTMLElement );
		expect( addressQuery() ).toBe( 'tab=connection' );
	} );

	it( 'says that it is connected when only a ping came', async () => {
		new FakeShop();
		renderApp();
		expect(
			await screen.findByRole( 'heading', {
				name: 'Telaris is connected',
			} )
		).toBeVisible();
	} );

	it( 'leads from an empty search back to everything', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		const user = renderApp( '&search=4711' );
		await user.click(
			await screen.findByRole( 'button', { name: 'Show everything' } )
		);
		expect( await screen.findByText( '#1041' ) ).toBeVisible();
		expect( addressQuery() ).toBe( '' );
	} );
} );

describe( 'what goes wrong', () => {
	it( 'can be tried again', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		server.use(
			http.get(
				`${ API }/notifications`,
				() => refusal( 500, 'internal_error', 'Out of order.' ),
				{ once: true }
			)
		);
		const user = renderApp();
		expect( await screen.findByText( /Out of order/ ) ).toBeVisible();
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		expect( await screen.findByText( '#1041' ) ).toBeVisible();
		expect( screen.queryByText( /Out of order/ ) ).not.toBeInTheDocument();
	} );

	it( 'leaves the rows and the search as they are', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		server.use(
			http.get( `${ API }/notifications`, ( { request } ) =>
				new URL( request.url ).searchParams.has( 'search' )
					? refusal( 401, 'rest_forbidden', 'Sorry.' )
					: undefined
			)
		);
		const user = renderApp();
		await screen.findByText( '#1041' );
		const search = screen.getByRole( 'searchbox' );
		await user.type( search, '50041' );
		expect(
			await screen.findByText( /The list is the one from before/ )
		).toBeVisible();
		expect( screen.getByText( '#1041' ) ).toBeVisible();
		expect( search ).toBeVisible();
		expect( search ).toHaveValue( '50041' );
	} );

	it( 'says when the shop cannot be reached', async () => {
		new FakeShop();
		server.use(
			http.get( `${ API }/notifications`, () => HttpResponse.error() )
		);
		renderApp();
		expect(
			await screen.findByText( /The shop cannot be reached/ )
		).toBeVisible();
	} );

	it( 'says when the login has expired, and how to go on', async () => {
		new FakeShop();
		server.use(
			http.get( `${ API }/notifications`, () =>
				refusal( 401, 'rest_forbidden', 'Sorry.' )
			)
		);
		renderApp();
		expect(
			await screen.findByText( /no longer logged in/ )
		).toBeVisible();
		expect(
			screen.getByRole( 'link', { name: /Log in again/ } )
		).toHaveAttribute( 'target', '_blank' );
	} );

	it( 'renews an outdated nonce without a word', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		server.use(
			http.get( `${ API }/notifications`, ( { request } ) =>
				request.headers.get( 'X-WP-Nonce' ) === 'renewed'
					? undefined
					: refusal( 403, 'rest_cookie_invalid_nonce', 'No.' )
			),
			http.get( 'https://shop.example/wp-admin/admin-ajax.php', () =>
				HttpResponse.text( 'renewed' )
			)
		);
		renderApp();
		expect( await screen.findByText( '#1041' ) ).toBeVisible();
	} );

	it( 'survives an answer that is no JSON', async () => {
		new FakeShop();
		server.use(
			http.get( `${ API }/notifications`, () =>
				HttpResponse.html( '<b>Fatal error</b>', { status: 500 } )
			)
		);
		renderApp();
		expect(
			await screen.findByText( /The shop could not answer/ )
		).toBeVisible();
	} );
} );

describe( 'search and filters', () => {
	const rows = () => [
		makeBlocked( 43 ),
		makeUnlinked( 42 ),
		makeNotification( 41 ),
	];

	it( 'finds by a number, and keeps it in the address', async () => {
		new FakeShop( rows() );
		const user = renderApp();
		await screen.findByText( '#1043' );
		await user.type(
			screen.getByRole( 'searchbox', {
				name: 'Search numbers, customer or email',
			} ),
			'50041'
		);
		await waitFor( () =>
			expect( screen.queryByText( '#1043' ) ).not.toBeInTheDocument()
		);
		expect( screen.getByText( '#1041' ) ).toBeVisible();
		expect( addressQuery() ).toBe( 'search=50041' );
	} );

	it( 'filters by reason; back shows the whole list again', async () => {
		new FakeShop( rows() );
		const user = renderApp();
		await screen.findByText( '#1043' );

		await pickFilter( user, 'Reason', 'Link missing' );
		await waitFor( () =>
			expect( screen.queryByText( '#1043' ) ).not.toBeInTheDocument()
		);
		expect( addressQuery() ).toBe( 'heading=link_missing' );

		window.history.back();
		expect( await screen.findByText( '#1043' ) ).toBeVisible();
		expect( addressQuery() ).toBe( '' );
	} );

	it( 'opens filtered from a link', async () => {
		const shop = new FakeShop( rows() );
		renderApp( '&state=failed&heading=order_blocked' );
		await screen.findByText( '#1043' );
		expect( screen.queryByText( '#1041' ) ).not.toBeInTheDocument();
		expect( shop.queries[ 0 ]?.get( 'state' ) ).toBe( 'failed' );
	} );

	it( 'never shows a late answer to an earlier question', async () => {
		new FakeShop( rows() );
		let answerLate: () => void = () => undefined;
		const isFiltered = new Promise< void >( ( resolve ) => {
			answerLate = resolve;
		} );
		server.use(
			http.get( `${ API }/notifications`, async ( { request } ) => {
				if ( new URL( request.url ).searchParams.has( 'state' ) ) {
					return undefined;
				}
				await isFiltered;
				return HttpResponse.json( [ makeNotification( 99 ) ] );
			} )
		);
		const user = renderApp();
		await pickFilter( user, 'State', 'Set to Completed' );
		expect( await screen.findByText( '#1041' ) ).toBeVisible();
		answerLate();
		// More than it takes for an answer to arrive.
		await act( () => delay( 100 ) );
		expect( screen.queryByText( '#1099' ) ).not.toBeInTheDocument();
		expect( screen.getByText( '#1041' ) ).toBeVisible();
	} );
} );

describe( 'pages', () => {
	it( 'goes to older and newer ones by cursor', async () => {
		const shop = new FakeShop(
			[ 5, 4, 3, 2, 1 ].map( ( id ) => makeNotification( id ) )
		);
		shop.pageSize = 2;
		const user = renderApp();
		await screen.findByText( '#1005' );
		const newer = screen.getByRole( 'button', { name: 'Newer' } );
		expect( newer ).toHaveAttribute( 'aria-disabled', 'true' );

		await user.click( screen.getByRole( 'button', { name: 'Older' } ) );
		await screen.findByText( '#1003' );
		expect( addressQuery() ).toBe( 'cursor=2' );

		await user.click( screen.getByRole( 'button', { name: 'Older' } ) );
		await screen.findByText( '#1001' );
		expect(
			screen.getByRole( 'button', { name: 'Older' } )
		).toHaveAttribute( 'aria-disabled', 'true' );

		await user.click( screen.getByRole( 'button', { name: 'Newer' } ) );
		await screen.findByText( '#1003' );
	} );
} );
