import { useEffect, useRef, useState } from '@wordpress/element';

import { isAbort, toRequestError } from '../api/errors';
import type { RequestError } from '../api/errors';

/** How often to look for something new, in milliseconds. */
export const POLL_INTERVAL = 30_000;

/** After errors the interval doubles, up to this many times: 8 minutes. */
const MAX_DOUBLINGS = 4;

/**
 * Does something again and again while the page can be seen. In a hidden tab it
 * pauses and catches up when the tab is shown; after errors it slows down.
 *
 * @param poll     Does it; may throw.
 * @param enabled  Whether to.
 * @param interval How often, in milliseconds.
 * @return Why it failed the last time; undefined when it works.
 */
export function usePolling(
	poll: ( signal: AbortSignal ) => Promise< void >,
	enabled = true,
	interval = POLL_INTERVAL
): RequestError | undefined {
	const [ error, setError ] = useState< RequestError >();
	const pollRef = useRef( poll );
	pollRef.current = poll;

	useEffect( () => {
		if ( ! enabled ) {
			return undefined;
		}
		const controller = new AbortController();
		const { signal } = controller;
		let failures = 0;
		let timer: number | undefined;
		let due = 0;

		const schedule = () => {
			const wait = interval * 2 ** Math.min( failures, MAX_DOUBLINGS );
			due = Date.now() + wait;
			timer = window.setTimeout( run, wait );
		};
		const run = async () => {
			timer = undefined;
			if ( document.hidden ) {
				return;
			}
			due = Infinity;
			try {
				await pollRef.current( signal );
				failures = 0;
				setError( undefined );
			} catch ( thrown ) {
				if ( ! isAbort( thrown ) ) {
					failures++;
					setError( toRequestError( thrown ) );
				}
			}
			if ( ! signal.aborted ) {
				schedule();
			}
		};
		const onVisible = () => {
			// A timer that still runs has its turn; only a missed one is due.
			if ( ! document.hidden && due <= Date.now() ) {
				window.clearTimeout( timer );
				run();
			}
		};
		const onOnline = () => {
			if ( failures > 0 && timer !== undefined ) {
				window.clearTimeout( timer );
				run();
			}
		};

		schedule();
		document.addEventListener( 'visibilitychange', onVisible );
		window.addEventListener( 'online', onOnline );
		return () => {
			controller.abort();
			window.clearTimeout( timer );
			document.removeEventListener( 'visibilitychange', onVisible );
			window.removeEventListener( 'online', onOnline );
		};
	}, [ enabled, interval ] );

	return enabled ? error : undefined;
}
