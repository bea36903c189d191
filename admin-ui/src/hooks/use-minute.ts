import { useSyncExternalStore } from '@wordpress/element';

const MINUTE = 60_000;

/** Rounded, so that all times on the page change together. */
const round = ( time: number ) => Math.floor( time / MINUTE ) * MINUTE;

/** Kept, since React wants the same answer twice even where a minute begins in between. */
let minute = round( Date.now() );

function subscribe( listener: () => void ): () => void {
	minute = round( Date.now() );
	const timer = window.setInterval( () => {
		minute = round( Date.now() );
		listener();
	}, MINUTE / 2 );
	return () => window.clearInterval( timer );
}

/**
 * Draws again when a minute has passed, so that "4 minutes ago" stays true.
 *
 * @return The current minute, as a time in milliseconds.
 */
export function useMinute(): number {
	return useSyncExternalStore( subscribe, () => minute );
}
