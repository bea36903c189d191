import { useSyncExternalStore } from '@wordpress/element';

const MINUTE = 60_000;

/** Rounded, so that all times on the page change together. */
const currentMinute = () => Math.floor( Date.now() / MINUTE ) * MINUTE;

function subscribe( listener: () => void ): () => void {
	const timer = window.setInterval( listener, MINUTE / 2 );
	return () => window.clearInterval( timer );
}

/**
 * Draws again when a minute has passed, so that "4 minutes ago" stays true.
 *
 * @return The current minute, as a time in milliseconds.
 */
export function useMinute(): number {
	return useSyncExternalStore( subscribe, currentMinute );
}
