import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

import { isAbort, toRequestError } from '../api/errors';
import type { RequestError } from '../api/errors';

/** What is known of an answer. */
export interface Requested< Data > {
	/** The answer; stays while the same thing is asked for again. */
	data: Data | undefined;
	/** The last answer to anything else, to be shown until a new one comes, if ever. */
	previous: Data | undefined;
	error: RequestError | undefined;
	isLoading: boolean;
	/** Asks again. */
	reload: () => void;
	/** Changes the answer here, because it became known in another way; an error before it is over. */
	update: ( change: ( data: Data ) => Data ) => void;
}

interface Settled< Data > {
	key: string;
	/** Which request this is the end of. */
	token: string;
	data?: Data;
	/** What was answered to anything else before, as long as this has no answer. */
	previous?: Data | undefined;
	error?: RequestError;
}

/**
 * Asks for something and keeps the answer. When something else is asked for,
 * the request before it is called off, and an answer that still comes is thrown
 * away.
 *
 * @param key  Names what is asked for; null asks for nothing.
 * @param load Asks.
 */
export function useRequest< Data >(
	key: string | null,
	load: ( signal: AbortSignal ) => Promise< Data >
): Requested< Data > {
	const [ settled, setSettled ] = useState< Settled< Data > >();
	const [ round, setRound ] = useState( 0 );
	const loadRef = useRef( load );
	loadRef.current = load;

	const token = `${ round } ${ key }`;
	useEffect( () => {
		if ( key === null ) {
			return undefined;
		}
		const controller = new AbortController();
		const { signal } = controller;
		loadRef.current( signal ).then(
			( data ) => {
				if ( ! signal.aborted ) {
					setSettled( { key, token, data } );
				}
			},
			( thrown ) => {
				if ( ! signal.aborted && ! isAbort( thrown ) ) {
					const error = toRequestError( thrown );
					setSettled( ( last ) =>
						last?.key === key
							? { ...last, token, error }
							: {
									key,
									token,
									error,
									previous: last?.data ?? last?.previous,
								}
					);
				}
			}
		);
		return () => controller.abort();
	}, [ key, token ] );

	const isCurrent = settled !== undefined && settled.key === key;
	const isLoading = key !== null && settled?.token !== token;
	return {
		data: isCurrent ? settled.data : undefined,
		previous: settled?.data ?? settled?.previous,
		error: isCurrent && ! isLoading ? settled.error : undefined,
		isLoading,
		reload: useCallback( () => setRound( ( last ) => last + 1 ), [] ),
		update: useCallback(
			( change ) =>
				setSettled( ( last ) =>
					last?.data === undefined || last.key !== key
						? last
						: {
								key: last.key,
								token: last.token,
								data: change( last.data ),
							}
				),
			[ key ]
		),
	};
}
