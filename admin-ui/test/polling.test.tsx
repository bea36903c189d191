import { setTimeout as sleep } from 'node:timers/promises';

import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';

import { POLL_INTERVAL } from '../src/hooks/use-polling';
import { API, FakeShop, refusal } from './fake-shop';
import { makeBlocked, makeNotification } from './fixtures';
import { FreshApp } from './render-app';
import { server } from './server';

/**
 * Lets time pass, and then the answers come, for which the clock that is set by
 * hand does nothing.
 *
 * @param milliseconds How long.
 */
const wait = ( milliseconds = 0 ) =>
	act( async () => {
		await jest.advanceTimersByTimeAsync( milliseconds );
		for ( let turn = 0; turn < 5; turn++ ) {
			await sleep( 20 );
			await jest.advanceTimersByTimeAsync( 1 );
		}
	} );

const openApp = async ( query = '' ) => {
	window.history.replaceState( null, '', `/?page=telaris${ query }` );
	render( <FreshApp /> );
	await wait();
	return userEvent.setup( { advanceTimers: jest.advanceTimersByTime } );
};

let isHidden = false;

const setHidden = ( hidden: boolean ) => {
	isHidden = hidden;
	document.dispatchEvent( new Event( 'visibilitychange' ) );
};

beforeEach( () => {
	jest.useFakeTimers( {
		doNotFake: [ 'queueMicrotask', 'nextTick', 'setImmediate' ],
	} );
	isHidden = false;
	jest.spyOn( document, 'hidden', 'get' ).mockImplementation(
		() => isHidden
	);
} );

afterEach( () => {
	jest.useRealTimers();
	jest.restoreAllMocks();
} );

it( 'shows new rows by itself while nobody is reading', async () => {
	const shop = new FakeShop( [ makeNotification( 41 ) ] );
	await openApp();
	expect( screen.getByText( '#1041' ) ).toBeVisible();
	shop.rows = [ makeNotification( 42 ), ...shop.rows ];
	await wait( POLL_INTERVAL );
	expect( screen.getByText( '#1042' ) ).toBeVisible();
} );

it( 'moves nothing while details are open', async () => {
	const shop = new FakeShop( [ makeBlocked( 41 ) ] );
	const user = await openApp( '&notification=41' );
	expect(
		screen.getByRole( 'heading', { name: 'Order #1041' } )
	).toBeVisible();
	shop.change( 41, makeNotification( 41 ) );
	shop.rows = [
		makeNotification( 43 ),
		makeNotification( 42 ),
		...shop.rows,
	];
	await wait( POLL_INTERVAL );

	const button = screen.getByRole( 'button', { name: '2 new' } );
	expect( screen.queryByText( '#1043' ) ).not.toBeInTheDocument();
	// What became of a known row shows in its place.
	expect( screen.queryByText( 'Order blocked' ) ).not.toBeInTheDocument();

	await user.click( button );
	await wait();
	expect( screen.getByText( '#1043' ) ).toBeVisible();
	expect(
		screen.queryByRole( 'button', { name: '2 new' } )
	).not.toBeInTheDocument();
} );

it( 'says on an older page that rows came, and leads to them', async () => {
	const shop = new FakeShop(
		[ 4, 3, 2, 1 ].map( ( id ) => makeNotification( id ) )
	);
	shop.pageSize = 2;
	const user = await openApp();
	await user.click( screen.getByRole( 'button', { name: 'Older' } ) );
	await wait();
	expect( screen.getByText( '#1001' ) ).toBeVisible();
	shop.rows = [ makeNotification( 5 ), ...shop.rows ];
	await wait( POLL_INTERVAL );
	await user.click( screen.getByRole( 'button', { name: '1 new' } ) );
	await wait();
	expect( screen.getByText( '#1005' ) ).toBeVisible();
} );

it( 'pauses in a hidden tab and catches up when it is shown', async () => {
	const shop = new FakeShop( [ makeNotification( 41 ) ] );
	await openApp();
	expect( screen.getByText( '#1041' ) ).toBeVisible();
	const before = shop.queries.length;
	setHidden( true );
	await wait( 5 * POLL_INTERVAL );
	expect( shop.queries ).toHaveLength( before );

	shop.rows = [ makeNotification( 42 ), ...shop.rows ];
	setHidden( false );
	await wait();
	expect( screen.getByText( '#1042' ) ).toBeVisible();
} );

it( 'slows down while the shop cannot be reached, and says so', async () => {
	new FakeShop( [ makeNotification( 41 ) ] );
	await openApp();
	expect( screen.getByText( '#1041' ) ).toBeVisible();
	let calls = 0;
	server.use(
		http.get( `${ API }/notifications`, () => {
			calls++;
			return HttpResponse.error();
		} )
	);
	await wait( POLL_INTERVAL );
	expect( screen.getByText( /The shop cannot be reached/ ) ).toBeVisible();
	expect( calls ).toBe( 1 );
	expect( screen.getByText( '#1041' ) ).toBeVisible();

	await wait( POLL_INTERVAL );
	expect( calls ).toBe( 1 );
	await wait( POLL_INTERVAL );
	expect( calls ).toBe( 2 );
	await wait( 3 * POLL_INTERVAL );
	expect( calls ).toBe( 2 );
	await wait( POLL_INTERVAL );
	expect( calls ).toBe( 3 );
} );

it( 'goes on when the shop is lost in another way than before', async () => {
	new FakeShop( [ makeNotification( 41 ) ] );
	await openApp();
	server.use(
		http.get( `${ API }/notifications`, () => HttpResponse.error() )
	);
	await wait( POLL_INTERVAL );
	expect(
		screen.getByText( /The shop cannot be reached/ )
	).toBeInTheDocument();
	server.use(
		http.get( `${ API }/notifications`, () =>
			refusal( 401, 'rest_forbidden', '' )
		)
	);
	await wait( 2 * POLL_INTERVAL );
	expect(
		screen.getByText( /You are no longer logged in/ )
	).toBeInTheDocument();
	expect( screen.getByText( '#1041' ) ).toBeVisible();
} );
