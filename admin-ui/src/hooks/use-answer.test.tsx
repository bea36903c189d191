import { createRegistry, RegistryProvider } from '@wordpress/data';
import { act, renderHook, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import type { ReactNode } from 'react';

import { API, refusal } from '../../test/fake-shop';
import { makeNotification } from '../../test/fixtures';
import { server } from '../../test/server';
import { store } from '../store';
import { useAnswer } from './use-answer';

/** Answers when the test says so; a request that was cancelled stays in the list. */
function listen() {
	const asked: {
		id: number;
		signal: AbortSignal;
		answer: ( response: Response ) => void;
	}[] = [];
	server.use(
		http.get(
			`${ API }/notifications/:id`,
			( { params, request } ) =>
				new Promise< Response >( ( answer ) =>
					asked.push( {
						id: Number( params[ 'id' ] ),
						signal: request.signal,
						answer,
					} )
				)
		)
	);
	return asked;
}

const json = ( id: number, attempts = 1 ) =>
	HttpResponse.json(
		makeNotification( id, { attempt_count: attempts } ) as never
	);

function openHook( id: number ) {
	const registry = createRegistry();
	registry.register( store );
	const wrapper = ( { children }: { children: ReactNode } ) => (
		<RegistryProvider value={ registry }>{ children }</RegistryProvider>
	);
	return {
		registry,
		...renderHook(
			( asked: number ) => useAnswer( 'getNotification', asked ),
			{ initialProps: id, wrapper }
		),
	};
}

it( 'cancels the request before it, and shows no answer to it', async () => {
	const asked = listen();
	const { result, rerender } = openHook( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 1 ) );
	rerender( 2 );
	await waitFor( () => expect( asked ).toHaveLength( 2 ) );
	expect( asked[ 0 ]?.signal.aborted ).toBe( true );
	act( () => {
		asked[ 1 ]?.answer( json( 2 ) );
		asked[ 0 ]?.answer( json( 1 ) );
	} );
	await waitFor( () => expect( result.current.data?.id ).toBe( 2 ) );
	expect( result.current.isLoading ).toBe( false );
} );

it( 'shows what was known of it before, and asks again', async () => {
	const asked = listen();
	const { result, rerender } = openHook( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 1 ) );
	act( () => asked[ 0 ]?.answer( json( 1 ) ) );
	await waitFor( () => expect( result.current.data?.id ).toBe( 1 ) );
	rerender( 2 );
	await waitFor( () => expect( asked ).toHaveLength( 2 ) );
	rerender( 1 );
	expect( result.current.data?.id ).toBe( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 3 ) );
	expect( asked.map( ( { id } ) => id ) ).toEqual( [ 1, 2, 1 ] );
	act( () => asked[ 2 ]?.answer( json( 1, 7 ) ) );
	await waitFor( () =>
		expect( result.current.data?.attempt_count ).toBe( 7 )
	);
} );

it( 'keeps the answer when asking again fails, and says why', async () => {
	const asked = listen();
	const { result } = openHook( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 1 ) );
	act( () => asked[ 0 ]?.answer( json( 1 ) ) );
	await waitFor( () => expect( result.current.data ).toBeDefined() );
	act( () => result.current.reload() );
	await waitFor( () => expect( asked ).toHaveLength( 2 ) );
	act( () => asked[ 1 ]?.answer( refusal( 404, 'not_found', 'Gone.' ) ) );
	await waitFor( () =>
		expect( result.current ).toMatchObject( {
			data: { id: 1 },
			error: { failure: 'refused', message: 'Gone.' },
			isLoading: false,
		} )
	);
	act( () => result.current.reload() );
	expect( result.current.error ).toBeUndefined();
	await waitFor( () => expect( asked ).toHaveLength( 3 ) );
	act( () => asked[ 2 ]?.answer( json( 1 ) ) );
	await waitFor( () => expect( result.current.isLoading ).toBe( false ) );
} );

it( 'cancels what nobody waits for any more', async () => {
	const asked = listen();
	const { unmount } = openHook( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 1 ) );
	unmount();
	await waitFor( () => expect( asked[ 0 ]?.signal.aborted ).toBe( true ) );
} );

it( 'does not ask for the details of rows that nobody has opened', async () => {
	const asked = listen();
	const { registry } = openHook( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 1 ) );
	const { attempts, sent, answered, ...row } = makeNotification( 2 );
	await act( () => registry.dispatch( store ).receiveRows( [ row ] ) );
	await act( () => new Promise( ( resolve ) => setTimeout( resolve, 50 ) ) );
	expect( asked ).toHaveLength( 1 );
} );

it( 'asks again for details that are older than their row in a list', async () => {
	const asked = listen();
	const { registry, result } = openHook( 1 );
	await waitFor( () => expect( asked ).toHaveLength( 1 ) );
	act( () => asked[ 0 ]?.answer( json( 1 ) ) );
	await waitFor( () => expect( result.current.data ).toBeDefined() );
	const { attempts, sent, answered, ...row } = makeNotification( 1, {
		updated_at: '2026-11-21T12:00:00Z',
		attempt_count: 2,
	} );
	await act( () => registry.dispatch( store ).receiveRows( [ row ] ) );
	expect( result.current.data?.attempt_count ).toBe( 2 );
	await waitFor( () => expect( asked ).toHaveLength( 2 ) );
} );
