import { useCallback, useMemo, useSyncExternalStore } from '@wordpress/element';

import {
	changeView,
	isContinued,
	parseAddress,
	toAddress,
} from '../url/view-state';
import type { ViewState } from '../url/view-state';

/** `pushState()` fires no event, so the readers of the address are notified here. */
const listeners = new Set< () => void >();

function subscribe( listener: () => void ): () => void {
	listeners.add( listener );
	window.addEventListener( 'popstate', listener );
	return () => {
		listeners.delete( listener );
		window.removeEventListener( 'popstate', listener );
	};
}

const address = () => window.location.search;

/** Goes to another view. */
export type Navigate = ( change: Partial< ViewState > ) => void;

/**
 * Keeps what is shown in the address, so that back, forward, reload and links
 * work.
 *
 * @return The view, and a function that goes to another one.
 */
export function useViewState(): [ ViewState, Navigate ] {
	const search = useSyncExternalStore( subscribe, address );
	const view = useMemo( () => parseAddress( search ), [ search ] );

	const navigate = useCallback< Navigate >( ( change ) => {
		const before = parseAddress( address() );
		const after = changeView( before, change );
		const target = toAddress( after, address() );
		if ( target === toAddress( before, address() ) ) {
			return;
		}
		if ( isContinued( before, after ) ) {
			window.history.replaceState( null, '', target );
		} else {
			window.history.pushState( null, '', target );
		}
		listeners.forEach( ( listener ) => listener() );
	}, [] );

	return [ view, navigate ];
}
