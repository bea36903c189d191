import { useDispatch, useSelect } from '@wordpress/data';
import { useCallback, useEffect, useRef } from '@wordpress/element';

import type { RequestError } from '../api/errors';
import { store } from '../store';
import type { Resolvers, Selectors } from '../store';

/** What is known of an answer of the shop. */
export interface Answer< Data > {
	/** The answer; stays while the same thing is asked for again. */
	data: Data | undefined;
	/** Why it failed the last time. */
	error: RequestError | undefined;
	isLoading: boolean;
	/** Asks again. */
	reload: () => void;
}

/**
 * Reads something from the store, for which the shop is asked. When something
 * else is read, or the component goes away, the request is cancelled; who reads
 * it again gets a new answer, and until then the one before.
 *
 * @param selector The name of the selector.
 * @param args     Its arguments.
 */
export function useAnswer< Name extends keyof Resolvers >(
	selector: Name,
	...args: Parameters< Resolvers[ Name ] >
): Answer< NonNullable< ReturnType< Selectors[ Name ] > > > {
	type Data = NonNullable< ReturnType< Selectors[ Name ] > >;
	const { forget, invalidateResolution } = useDispatch( store );
	const key = JSON.stringify( args );
	const latest = useRef( args );
	latest.current = args;

	const answer = useSelect(
		( select ) => {
			const selectors = select( store );
			const read = selectors[ selector ] as (
				...values: unknown[]
			) => Data | undefined;
			const state = selectors.getResolutionState( selector, args ) as
				{ status: string; error?: RequestError } | undefined;
			return {
				data: read( ...args ),
				error: state?.status === 'error' ? state.error : undefined,
				isLoading:
					state?.status !== 'finished' && state?.status !== 'error',
			};
		},
		// The arguments are new ones each time, of the same content.
		// eslint-disable-next-line react-hooks/exhaustive-deps
		[ selector, key ]
	);

	// In the effects that come after those of useSelect(): before, it would still
	// read what is forgotten here, and so ask for it again.
	const asked = useRef( args );
	useEffect( () => {
		if ( JSON.stringify( asked.current ) !== key ) {
			void forget( selector, asked.current );
			asked.current = latest.current;
		}
	}, [ forget, selector, key ] );
	useEffect(
		() => () => void forget( selector, asked.current ),
		[ forget, selector ]
	);

	return {
		...answer,
		reload: useCallback(
			() => void invalidateResolution( selector, latest.current ),
			[ invalidateResolution, selector ]
		),
	};
}
