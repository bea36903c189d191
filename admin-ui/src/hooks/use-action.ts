import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

import { toRequestError } from '../api/errors';
import type { RequestError } from '../api/errors';

/** Something a person can start. */
export interface Action< Arguments extends unknown[] > {
	/** Starts it, unless it is under way. */
	run: ( ...args: Arguments ) => Promise< void >;
	isRunning: boolean;
	/** Why it failed the last time. */
	error: RequestError | undefined;
}

/**
 * Runs something that changes the shop, one at a time.
 *
 * @param perform Does it.
 * @param onDone  Gets the answer.
 */
export function useAction< Arguments extends unknown[], Answer >(
	perform: ( ...args: Arguments ) => Promise< Answer >,
	onDone: ( answer: Answer ) => void
): Action< Arguments > {
	const [ isRunning, setIsRunning ] = useState( false );
	const [ error, setError ] = useState< RequestError >();
	const latest = useRef( { perform, onDone } );
	latest.current = { perform, onDone };
	// A second click comes before React has drawn the button as busy.
	const isBusy = useRef( false );
	const isGone = useRef( false );
	useEffect( () => {
		isGone.current = false;
		return () => {
			isGone.current = true;
		};
	}, [] );

	const run = useCallback( async ( ...args: Arguments ) => {
		if ( isBusy.current ) {
			return;
		}
		isBusy.current = true;
		setIsRunning( true );
		setError( undefined );
		try {
			const answer = await latest.current.perform( ...args );
			if ( ! isGone.current ) {
				latest.current.onDone( answer );
			}
		} catch ( thrown ) {
			setError( toRequestError( thrown ) );
		} finally {
			isBusy.current = false;
			setIsRunning( false );
		}
	}, [] );

	return { run, isRunning, error };
}
