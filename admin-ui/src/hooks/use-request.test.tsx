import { act, renderHook, waitFor } from '@testing-library/react';

import { useRequest } from './use-request';

/** A question whose answer comes when the test says so. */
function makeQuestion() {
	const asked: {
		key: string;
		signal: AbortSignal;
		answer: ( text: string ) => void;
		fail: ( thrown: unknown ) => void;
	}[] = [];
	const ask = ( key: string ) => ( signal: AbortSignal ) =>
		new Promise< string >( ( answer, fail ) =>
			asked.push( { key, signal, answer, fail } )
		);
	return { asked, ask };
}

it( 'calls the request before it off, and throws its answer away', async () => {
	const { asked, ask } = makeQuestion();
	const { result, rerender } = renderHook(
		( key: string ) => useRequest( key, ask( key ) ),
		{ initialProps: 'a' }
	);
	expect( result.current.isLoading ).toBe( true );
	rerender( 'b' );
	expect( asked[ 0 ]?.signal.aborted ).toBe( true );

	await act( async () => asked[ 1 ]?.answer( 'to b' ) );
	await act( async () => asked[ 0 ]?.answer( 'to a' ) );
	expect( result.current ).toMatchObject( {
		data: 'to b',
		isLoading: false,
	} );
} );

it( 'keeps the last answer beside, until the next one comes', async () => {
	const { asked, ask } = makeQuestion();
	const { result, rerender } = renderHook(
		( key: string ) => useRequest( key, ask( key ) ),
		{ initialProps: 'a' }
	);
	await act( async () => asked[ 0 ]?.answer( 'to a' ) );
	rerender( 'b' );
	expect( result.current ).toMatchObject( {
		data: undefined,
		previous: 'to a',
		isLoading: true,
	} );
} );

it( 'keeps the last answer beside also when the next question fails', async () => {
	const { asked, ask } = makeQuestion();
	const { result, rerender } = renderHook(
		( key: string ) => useRequest( key, ask( key ) ),
		{ initialProps: 'a' }
	);
	await act( async () => asked[ 0 ]?.answer( 'to a' ) );
	for ( const [ number, key ] of [ 'b', 'c' ].entries() ) {
		rerender( key );
		await act( async () =>
			asked[ number + 1 ]?.fail( { code: 'offline_error' } )
		);
		expect( result.current ).toMatchObject( {
			data: undefined,
			previous: 'to a',
			error: { failure: 'offline' },
		} );
	}
	act( () => result.current.reload() );
	await act( async () => asked[ 3 ]?.answer( 'to c' ) );
	expect( result.current ).toMatchObject( {
		data: 'to c',
		error: undefined,
	} );
} );

it( 'keeps the answer when asking again fails, and says why', async () => {
	const { asked, ask } = makeQuestion();
	const { result } = renderHook( () => useRequest( 'a', ask( 'a' ) ) );
	await act( async () => asked[ 0 ]?.answer( 'first' ) );
	act( () => result.current.reload() );
	await act( async () => asked[ 1 ]?.fail( { code: 'offline_error' } ) );
	expect( result.current ).toMatchObject( {
		data: 'first',
		error: { failure: 'offline' },
		isLoading: false,
	} );

	act( () => result.current.reload() );
	expect( result.current.error ).toBeUndefined();
	await act( async () => asked[ 2 ]?.answer( 'second' ) );
	await waitFor( () => expect( result.current.data ).toBe( 'second' ) );
} );

it( 'calls off what nobody waits for any more', () => {
	const { asked, ask } = makeQuestion();
	const { unmount } = renderHook( () => useRequest( 'a', ask( 'a' ) ) );
	unmount();
	expect( asked[ 0 ]?.signal.aborted ).toBe( true );
} );
