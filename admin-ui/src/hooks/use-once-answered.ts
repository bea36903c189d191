import { useRef } from '@wordpress/element';

import type { Answer } from './use-answer';

/**
 * Whether all of them were answered, or failed, at least once. It stays so while
 * one is asked for again: what is drawn does not go away.
 *
 * @param answers What has to be known.
 */
export function useOnceAnswered(
	...answers: readonly Pick< Answer< unknown >, 'data' | 'error' >[]
): boolean {
	const isAnswered = useRef( false );
	isAnswered.current ||= answers.every(
		( { data, error } ) => data !== undefined || error !== undefined
	);
	return isAnswered.current;
}
