import { renderHook } from '@testing-library/react';

import type { RequestError } from '../api/errors';
import type { Answer } from './use-answer';
import { useOnceAnswered } from './use-once-answered';

type Known = Pick< Answer< unknown >, 'data' | 'error' >;

const LOADING: Known = { data: undefined, error: undefined };
const FAILED: Known = { ...LOADING, error: {} as RequestError };
const EMPTY: Known = { ...LOADING, data: [] };

test( 'waits for all, an error is an answer, and asking again hides nothing', () => {
	const { result, rerender } = renderHook(
		( answers: Known[] ) => useOnceAnswered( ...answers ),
		{ initialProps: [ LOADING, LOADING ] }
	);
	expect( result.current ).toBe( false );
	rerender( [ FAILED, LOADING ] );
	expect( result.current ).toBe( false );
	rerender( [ FAILED, EMPTY ] );
	expect( result.current ).toBe( true );
	rerender( [ LOADING, LOADING ] );
	expect( result.current ).toBe( true );
} );
